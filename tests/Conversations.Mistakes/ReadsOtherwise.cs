using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Stores everything as it should, and makes one mistake when it reads.</summary>
internal sealed class ReadsOtherwise(IConversationStore inner) : ForwardingStore(inner)
{
    internal Func<Message, Message> Message { get; init; } = one => one;

    internal Func<MessageWindow, MessageWindow> MessageWindow { get; init; } = window => window;

    internal Func<Conversation, Conversation> Conversation { get; init; } = one => one;

    internal Func<InboxWindow, InboxWindow> InboxWindow { get; init; } = window => window;

    internal Func<InboxSlice, InboxSlice> Inbox { get; init; } = slice => slice;

    internal Func<IEnumerable<Participant>, IEnumerable<Participant>> Participants { get; init; } = all => all;

    internal Func<IEnumerable<Reactor>, IEnumerable<Reactor>> Reactors { get; init; } = all => all;

    internal Func<IEnumerable<Conversation>, IEnumerable<Conversation>> Conversations { get; init; } = all => all;

    internal Func<ChangeSlice, ChangeSlice> Changes { get; init; } = slice => slice;

    internal Func<long, long> ChangesAfter { get; init; } = after => after;

    internal Func<int, int> ChangesLimit { get; init; } = limit => limit;

    internal Func<UnreadTotals, UnreadTotals> Totals { get; init; } = totals => totals;

    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) =>
        (await base.ListMessagesAsync(MessageWindow(window), cancellationToken))?.Select(Message).ToList();

    public override async Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
        await base.FindMessageAsync(id, messageId, viewer, cancellationToken) is { } found ? Message(found) : null;

    public override async Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        await base.FindConversationAsync(id, viewer, cancellationToken) is { } found ? new(Conversation(found.Conversation), found.Viewer) : null;

    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default) =>
        Inbox(await base.ListInboxAsync(InboxWindow(window), cancellationToken));

    public override async Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default) =>
        await base.ListParticipantsAsync(window, cancellationToken) is { } all ? [.. Participants(all)] : null;

    public override async Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default) =>
        await base.ListReactorsAsync(window, cancellationToken) is { } all ? [.. Reactors(all)] : null;

    public override async Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        [.. Conversations(await base.ListConversationsAsync(after, limit, cancellationToken))];

    public override async Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) =>
        Changes(await base.ListChangesAsync(id, ChangesAfter(after), ChangesLimit(limit), cancellationToken));

    public override async Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) =>
        Totals(await base.CountUnreadAsync(userId, cancellationToken));
}
