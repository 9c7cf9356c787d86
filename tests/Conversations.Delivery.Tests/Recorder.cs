using System.Collections.Concurrent;

namespace Conversations.Delivery;

/// <summary>Records what handlers get, and lets tests decide what they do.</summary>
internal sealed class Recorder
{
    internal ConcurrentQueue<ChangeContext<Change>> Calls { get; } = [];

    /// <summary>Gets or sets what a handler does with a change before it is recorded as handled.</summary>
    internal Func<ChangeContext<Change>, CancellationToken, Task> On { get; set; } = (_, _) => Task.CompletedTask;

    internal ConcurrentQueue<ChangeContext<Change>> Handled { get; } = [];

    /// <summary>Gets what the other handler got.</summary>
    internal ConcurrentQueue<ChangeContext<Change>> Others { get; } = [];

    internal long[] VersionsOf(ConversationId id) => [.. Handled.Where(one => one.Change.ConversationId == id).Select(one => one.Change.Version)];
}
