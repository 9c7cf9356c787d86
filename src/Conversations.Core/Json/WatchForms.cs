using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of the events of watches.</summary>
internal static class WatchForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add<WatchEvent>()
        .Add<WatchedChange>(
            static args => new WatchedChange((Change)args[0])
            {
                Message = (Message)args[1], UnreadCount = (long?)args[2], ActiveAt = (DateTimeOffset?)args[3],
            },
            arguments: 1)
            .With(nameof(WatchedChange.Change), static it => ((WatchedChange)it).Change, NotNull)
            .With(nameof(WatchedChange.Message), static it => ((WatchedChange)it).Message)
            .With(nameof(WatchedChange.UnreadCount), static it => ((WatchedChange)it).UnreadCount)
            .With(nameof(WatchedChange.ActiveAt), static it => ((WatchedChange)it).ActiveAt);
}
