namespace Conversations.Testing;

/// <summary>Takes the events of a watch as they come.</summary>
internal sealed class Taken : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private readonly List<WatchEvent> _events = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _taking;

    private Taken(Func<CancellationToken, IAsyncEnumerable<WatchEvent>> watch) => _taking = TakeAsync(watch(_stop.Token));

    /// <summary>Gets the events until now.</summary>
    internal IReadOnlyList<WatchEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>Gets the changes until now.</summary>
    internal IReadOnlyList<WatchedChange> Changes => [.. Events.OfType<WatchedChange>()];

    /// <summary>Gets the token of the last event.</summary>
    internal string Token => Events[^1].Resume!;

    /// <summary>Begins to watch all conversations of a user, and waits until the watch has caught up.</summary>
    internal static async Task<Taken> FromAsync(UserSession session, string? resume = null)
    {
        var taken = new Taken(token => session.WatchAsync(resume, token));
        await taken.UntilAsync(events => events.Any(one => one is CaughtUp));
        return taken;
    }

    /// <summary>Begins to watch a conversation.</summary>
    internal static Taken Begin(UserSession session, ConversationId id, long after) => new(token => session.WatchAsync(id, after, token));

    /// <summary>Waits for events.</summary>
    /// <param name="condition">Tells whether those until now are enough.</param>
    /// <param name="meanwhile">What is done while it waits, such as to move the clock.</param>
    internal async Task<IReadOnlyList<WatchEvent>> UntilAsync(Func<IReadOnlyList<WatchEvent>, bool> condition, Action? meanwhile = null)
    {
        using var late = new CancellationTokenSource(_limit);
        while (true)
        {
            var events = Events;
            if (condition(events))
                return events;

            if (_taking.IsCompleted)
                await _taking;

            Assert.True(!late.IsCancellationRequested, $"The watch gave only {string.Join(", ", events.Select(one => one.GetType().Name))}.");
            meanwhile?.Invoke();
            await Task.Delay(5, CancellationToken.None);
        }
    }

    /// <summary>Waits for changes.</summary>
    internal async Task<IReadOnlyList<WatchedChange>> ChangesAsync(int count, Action? meanwhile = null)
    {
        await UntilAsync(events => events.OfType<WatchedChange>().Count() >= count, meanwhile);
        return Changes;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_taking);
        _stop.Dispose();
    }

    private async Task TakeAsync(IAsyncEnumerable<WatchEvent> watch)
    {
        await Task.Yield();
        await foreach (var one in watch)
        {
            lock (_events)
                _events.Add(one);
        }
    }
}
