using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of the events of watches.</summary>
internal static class WatchForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<WatchEvent>()
            .With(nameof(WatchEvent.Resume), static it => ((WatchEvent)it).Resume)
        .Add<WatchedChange>(
            static args => new WatchedChange((Change)args[0])
            {
                Message = (Message)args[1], UnreadCount = (long?)args[2], ActiveAt = (DateTimeOffset?)args[3], Resume = (string)args[4],
            },
            arguments: 1)
            .With(nameof(WatchedChange.Change), static it => ((WatchedChange)it).Change, NotNull)
            .With(nameof(WatchedChange.Message), static it => ((WatchedChange)it).Message)
            .With(nameof(WatchedChange.UnreadCount), static it => ((WatchedChange)it).UnreadCount)
            .With(nameof(WatchedChange.ActiveAt), static it => ((WatchedChange)it).ActiveAt)
            .WithBase<WatchEvent>()
        .Add<ConversationRead>(
            static args => new ConversationRead((ConversationId)args[0], (UserId)args[1], (long)args[2])
            {
                UnreadCount = (long?)args[3], Resume = (string)args[4],
            },
            arguments: 3)
            .With(nameof(ConversationRead.ConversationId), static it => ((ConversationRead)it).ConversationId)
            .With(nameof(ConversationRead.UserId), static it => ((ConversationRead)it).UserId)
            .With(nameof(ConversationRead.ReadUpTo), static it => ((ConversationRead)it).ReadUpTo)
            .With(nameof(ConversationRead.UnreadCount), static it => ((ConversationRead)it).UnreadCount)
            .WithBase<WatchEvent>()
        .Add<ConversationMarkedUnread>(
            static args => new ConversationMarkedUnread((ConversationId)args[0], (UserId)args[1]) { Resume = (string)args[2] }, arguments: 2)
            .With(nameof(ConversationMarkedUnread.ConversationId), static it => ((ConversationMarkedUnread)it).ConversationId)
            .With(nameof(ConversationMarkedUnread.UserId), static it => ((ConversationMarkedUnread)it).UserId)
            .WithBase<WatchEvent>()
        .Add<TypingChanged>(
            static args => new TypingChanged((ConversationId)args[0], (IReadOnlyList<UserId>)args[1], (bool)args[2]) { Resume = (string)args[3] }, arguments: 3)
            .With(nameof(TypingChanged.ConversationId), static it => ((TypingChanged)it).ConversationId)
            .With(nameof(TypingChanged.UserIds), static it => ((TypingChanged)it).UserIds, NotNull)
            .With(nameof(TypingChanged.IsMany), static it => ((TypingChanged)it).IsMany)
            .WithBase<WatchEvent>()
        .Add<OnlineChanged>(
            static args => new OnlineChanged((ConversationId)args[0], (UserId)args[1], (bool)args[2]) { Resume = (string)args[3] }, arguments: 3)
            .With(nameof(OnlineChanged.ConversationId), static it => ((OnlineChanged)it).ConversationId)
            .With(nameof(OnlineChanged.UserId), static it => ((OnlineChanged)it).UserId)
            .With(nameof(OnlineChanged.IsOnline), static it => ((OnlineChanged)it).IsOnline)
            .WithBase<WatchEvent>()
        .Add<Resync>(static args => new Resync((ConversationId)args[0], (long)args[1]) { Resume = (string)args[2] }, arguments: 2)
            .With(nameof(Resync.ConversationId), static it => ((Resync)it).ConversationId)
            .With(nameof(Resync.Version), static it => ((Resync)it).Version)
            .WithBase<WatchEvent>()
        .Add<Gone>(static args => new Gone((ConversationId)args[0]) { Resume = (string)args[1] }, arguments: 1)
            .With(nameof(Gone.ConversationId), static it => ((Gone)it).ConversationId)
            .WithBase<WatchEvent>()
        .Add<Reload>(static args => new Reload { Resume = (string)args[0] })
            .WithBase<WatchEvent>()
        .Add<CaughtUp>(static args => new CaughtUp { Resume = (string)args[0] })
            .WithBase<WatchEvent>();
}
