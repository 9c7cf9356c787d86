namespace Conversations;

/// <summary>
/// Lets callers who change the same conversation, or the same message, do so one after the other, in the order in which they came. Callers
/// who change something else do not wait. It holds nothing for what nobody changes.
/// </summary>
internal sealed class ConversationLine
{
    private readonly Dictionary<(ConversationId, MessageId), Place> _places = [];

    /// <summary>Gets the number of conversations and messages that a caller changes or waits for.</summary>
    internal int Count
    {
        get
        {
            lock (_places)
                return _places.Count;
        }
    }

    /// <summary>Waits until all callers who came earlier for the same key have left.</summary>
    /// <param name="id">The conversation, and the message or <c>default</c> for the conversation itself.</param>
    /// <param name="cancellationToken">Ends the wait. The caller then has not entered.</param>
    /// <returns>What the caller disposes to leave.</returns>
    internal async ValueTask<Turn> EnterAsync((ConversationId, MessageId) id, CancellationToken cancellationToken)
    {
        Place place;
        lock (_places)
        {
            if (!_places.TryGetValue(id, out place!))
                _places.Add(id, place = new());

            place.Callers++;
        }

        try
        {
            await place.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(id, place);
            throw;
        }

        return new(this, id, place);
    }

    private void Leave((ConversationId, MessageId) id, Place place)
    {
        lock (_places)
        {
            if (--place.Callers > 0 || !_places.Remove(id))
                return;
        }

        place.Gate.Dispose();
    }

    /// <summary>A caller's turn. To dispose it lets the next caller enter.</summary>
    internal readonly struct Turn(ConversationLine line, (ConversationId, MessageId) id, Place place) : IDisposable
    {
        public void Dispose()
        {
            place.Gate.Release();
            line.Leave(id, place);
        }
    }

    internal sealed class Place
    {
        internal SemaphoreSlim Gate { get; } = new(1, 1);

        internal int Callers { get; set; }
    }
}
