namespace Conversations.Watching;

/// <summary>Collects the events of a watch as texts.</summary>
internal sealed class Collected
{
    private readonly List<string> _events = [];

    internal Collected(IAsyncEnumerator<WatchEvent> watch) => _ = Task.Run(() => CollectAsync(watch));

    internal Collected(IAsyncEnumerable<WatchEvent> watch)
        : this(watch.GetAsyncEnumerator())
    {
    }

    /// <summary>Gets the events until now.</summary>
    internal string Text
    {
        get
        {
            lock (_events)
                return string.Join(' ', _events);
        }
    }

    /// <summary>Waits for a text.</summary>
    internal async Task UntilAsync(string text)
    {
        for (var i = 0; i < 6_000 && !Text.Contains(text, StringComparison.Ordinal); i++)
            await Task.Delay(10);

        Text.Should().Contain(text);
    }

    private async Task CollectAsync(IAsyncEnumerator<WatchEvent> watch)
    {
        try
        {
            while (await watch.MoveNextAsync())
                Add(TextOf(watch.Current));
        }
        catch (ObjectDisposedException)
        {
            Add("end");
        }
    }

    private void Add(string text)
    {
        lock (_events)
            _events.Add(text);
    }

    private static string TextOf(WatchEvent one) => one switch
    {
        WatchedChange change => $"{change.ConversationId}:{change.Change.GetType().Name}@{change.Change.Version}",
        Resync resync => $"{resync.ConversationId}:Resync@{resync.Version}",
        TypingChanged typing => $"Typing:{typing.UserIds.Count}",
        _ => one.GetType().Name,
    };
}
