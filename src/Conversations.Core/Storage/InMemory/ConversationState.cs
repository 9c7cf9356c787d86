using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <summary>All rows of one conversation. The caller must take <see cref="Lock"/> before it calls any other member.</summary>
internal sealed partial class ConversationState(ConversationId id, InboxIndex inboxes, ChangedIndex changed, MarkSet marks)
{
    private ConversationHead _head;
    private MemberTable _members = new(0, inboxes.Counter);
    private MessageTable _messages = new(0, inboxes.Counter);
    private ChangeTable _log = new(0, inboxes.Counter);

    internal Lock Lock { get; } = new();

    internal bool IsSeenBy(UserId? viewer) =>
        _head.Settings is not null && (viewer is not { } user || _members.FindPresent(user) is not null);

    internal ConversationFacts Facts(FactsQuery query) => new()
    {
        ConversationId = id,
        Settings = _head.Settings,
        SettingsVersion = _head.Counters.SettingsVersion,
        ParticipantCount = _head.Counters.ParticipantCount,
        LastSequence = _head.Counters.LastSequence,
        HidesHistory = query.HidesHistory && _members.HidesHistory,
        Memberships = query.Users
            .Select(_members.Find)
            .OfType<MemberRow>()
            .Distinct()
            .ToDictionary(row => row.UserId, row => row.ToMembership()),
        Message = query.Message is { } message ? _messages.FindSlot(message, query.Reactor) : null,
        ReplyTo = query.ReplyTo is { } replyTo ? _messages.FindSlot(replyTo, query.Reactor) : null,
    };

    internal StoredConversation Read(UserId? viewer)
    {
        var from = VisibleFrom(viewer);
        var counters = _head.Counters with { MessageCount = _messages.CountAfter(from - 1) };
        return new(
            counters.ToConversation(id, _head.Settings!, _messages.LastFrom(from) is { } last ? _messages.Complete(last, viewer, from) : null),
            viewer is { } user ? _members.FindPresent(user)!.ToParticipant() : null);
    }

    internal Participant? ReadParticipant(UserId userId) => _members.FindPresent(userId)?.ToParticipant();

    internal List<Participant> ReadParticipants(ParticipantWindow window) => _members.Page(window.After, window.Limit);

    internal List<Message> ReadMessages(MessageWindow window, CancellationToken cancellationToken) =>
        _messages.Page(window, VisibleFrom(window.Viewer), cancellationToken);

    internal Message? ReadMessage(MessageId messageId, UserId? viewer)
    {
        var from = VisibleFrom(viewer);
        return _messages.Find(messageId, from) is { } message ? _messages.Complete(message, viewer, from) : null;
    }

    internal IReadOnlyList<Reactor>? ReadReactors(ReactorWindow window) =>
        _messages.Find(window.MessageId, VisibleFrom(window.Viewer)) is not { } message ? null :
        [
            .. _messages.ReactorsOf(message.Sequence).Where(one => one.Version > window.AfterVersion).Take(window.Limit),
        ];

    internal ChangeSlice ReadChanges(long after, int limit) => _log.After(id, after, limit);

    /// <summary>Returns the first sequence that a viewer sees. The viewer, if there is one, must take part.</summary>
    private long VisibleFrom(UserId? viewer) => viewer is { } user ? _members.FindPresent(user)!.VisibleFrom : 1;
}
