using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.MariaDb;

/// <content>Reads conversations and inboxes.</content>
internal sealed partial class MariaDbConversationStore
{
    private static readonly FormattableString _answered =
        $"a.sender_id AS answered_sender_id, a.body AS answered_body, a.reactors AS answered_reactors";

    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => await ReadFactsAsync(transaction, await FindHeadAsync(transaction, query.ConversationId), query),
        cancellationToken);

    public Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadAsync(transaction => transaction.FindAsync(Conversation(viewer, $"c.id = {id}"), Rows.Conversation), cancellationToken);

    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default) =>
        ReadAsAsync<IReadOnlyList<Participant>>(
            window.ConversationId,
            window.Viewer,
            async (transaction, _) => await transaction.ListAsync(
                $"""
                SELECT membership FROM participants
                WHERE conversation_id = {window.ConversationId} AND is_present AND ({window.After is null}
                    OR joined_at < {window.After?.JoinedAt} OR (joined_at = {window.After?.JoinedAt} AND user_id > {window.After?.UserId}))
                ORDER BY joined_at DESC, user_id LIMIT {window.Limit}
                """,
                row => Rows.Membership(row).Participant),
            cancellationToken);

    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) =>
        ReadAsAsync<IReadOnlyList<Message>>(
            window.ConversationId,
            window.Viewer,
            async (transaction, from) => await transaction.ListAsync(
                $"""
                SELECT m.*, {_answered} FROM messages m {JoinAnswered($"{from}")}
                WHERE m.conversation_id = {window.ConversationId} AND m.sequence BETWEEN {Math.Max(window.From, from)} AND {window.To}
                    AND m.body IS NOT NULL
                ORDER BY m.sequence {(window.Descending ? $"DESC" : (FormattableString)$"ASC")} LIMIT {window.Limit}
                """,
                row => Rows.Slot(row, window.Viewer).Message!),
            cancellationToken);

    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default) =>
        ReadAsAsync<IReadOnlyList<Reactor>>(
            window.ConversationId,
            window.Viewer,
            async (transaction, from) => await transaction.FindAsync(
                $"""
                SELECT reactors FROM messages
                WHERE conversation_id = {window.ConversationId} AND message_id = {window.MessageId} AND body IS NOT NULL AND sequence >= {from}
                """,
                row => Rows.Reactors(row).Where(one => one.Version > window.AfterVersion).Take(window.Limit).ToList()),
            cancellationToken);

    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => new ChangeSlice(
            await transaction.ListAsync(
                $"SELECT body FROM changes WHERE conversation_id = {id} AND version > {after} ORDER BY version LIMIT {limit}", Rows.Change),
            (await FindHeadAsync(transaction, id)).Counters.PrunedVersion > after),
        cancellationToken);

    /// <summary>Reads a page by one statement, which finds its conversations first: it sorts all those of the user.</summary>
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        FormattableString activeAt = $"GREATEST(COALESCE(c.last_activity_at, p.joined_at), p.joined_at)";
        FormattableString page =
            $"""
            SELECT c.id, {activeAt} AS active_at FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = {window.UserId} AND p.is_present AND ({window.IncludeEmpty} OR EXISTS (
                SELECT 1 FROM messages m WHERE m.conversation_id = c.id AND m.created_at IS NOT NULL AND m.sequence >= p.visible_from))
            HAVING {window.After is null} OR active_at < {window.After?.ActiveAt} OR (active_at = {window.After?.ActiveAt} AND id > {window.After?.Id})
            ORDER BY active_at DESC, id LIMIT {(window.Filter is null ? window.Limit : InboxWindow.MaxLookedAt) + 1}
            """;
        return ReadAsync(
            transaction => InboxSlice.OfAsync(
                window,
                transaction.ReadAsync(
                    Conversation(window.UserId, $"c.id IN (SELECT id FROM ({page}) page) ORDER BY {activeAt} DESC, c.id"), Rows.Entry),
                cancellationToken),
            cancellationToken);
    }

    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAsync(transaction => transaction.FindAsync(Conversation(userId, $"c.id = {id}"), Rows.Entry), cancellationToken);

    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync(
            transaction => transaction.ListAsync(
                Conversation(null, $"({after is null} OR c.id > {after}) ORDER BY c.id LIMIT {limit}"), row => Rows.Conversation(row).Conversation),
            cancellationToken);

    private static async Task<ConversationFacts> ReadFactsAsync(Transaction transaction, ConversationHead head, FactsQuery query)
    {
        var (id, counters) = (query.ConversationId, head.Counters);
        return new()
        {
            ConversationId = id,
            Settings = head.Settings,
            SettingsVersion = counters.SettingsVersion,
            ParticipantCount = counters.ParticipantCount,
            LastSequence = counters.LastSequence,
            HidesHistory = query.HidesHistory && await transaction.FindAsync(
                $"SELECT 1 FROM participants WHERE conversation_id = {id} AND visible_from > {counters.PrecedingSequence + 1} LIMIT 1", _ => true),
            Memberships = (await transaction.ListAsync(
                $"SELECT membership FROM participants WHERE conversation_id = {id} AND user_id IN {query.Users}", Rows.Membership))
                .ToDictionary(membership => membership.Participant.UserId),
            Message = query.Message is { } message ? await FindSlotAsync(transaction, id, message, query.Reactor) : null,
            ReplyTo = query.ReplyTo is { } replyTo ? await FindSlotAsync(transaction, id, replyTo, query.Reactor) : null,
        };
    }

    /// <summary>Selects conversations as a participant sees them, or the app. Messages are not counted: only those that were deleted are.</summary>
    private static FormattableString Conversation(UserId? viewer, FormattableString condition)
    {
        FormattableString from = $"COALESCE(p.visible_from, 1)", unreadFrom = $"GREATEST(p.read_up_to + 1, p.visible_from)";
        return $"""
            SELECT c.*, p.*, m.*, {_answered}, {CountFrom(from)} AS message_count, COALESCE({CountFrom(unreadFrom)}, 0) AS unread_count,
                COALESCE((SELECT JSON_ARRAYAGG(o.user_id ORDER BY o.joined_at, o.user_id LIMIT {StoredInboxEntry.OtherCount}) FROM participants o
                    WHERE o.conversation_id = c.id AND o.is_present AND o.user_id <> p.user_id), '[]') AS others
            FROM conversations c LEFT JOIN participants p ON p.conversation_id = c.id AND p.user_id = {viewer} AND p.is_present
            LEFT JOIN messages m ON m.conversation_id = c.id AND m.sequence = (
                SELECT l.sequence FROM messages l WHERE l.conversation_id = c.id AND l.created_at IS NOT NULL AND l.sequence >= {from}
                ORDER BY l.created_at DESC, l.sequence DESC LIMIT 1)
            {JoinAnswered(from)}
            WHERE c.is_live AND ({viewer is null} OR p.user_id IS NOT NULL) AND {condition}
            """;

        static FormattableString CountFrom(FormattableString sequence) =>
            $"""
            GREATEST(0, c.last_sequence - GREATEST({sequence} - 1, c.preceding_sequence)) - (
                SELECT COUNT(*) FROM messages d WHERE d.conversation_id = c.id AND d.created_at IS NULL AND d.sequence >= {sequence})
            """;
    }

    /// <summary>Joins the message that "m" answers, if the viewer sees it.</summary>
    private static FormattableString JoinAnswered(FormattableString from) =>
        $"LEFT JOIN messages a ON a.conversation_id = m.conversation_id AND a.message_id = m.reply_to AND a.sequence >= {from}";

    private static Task<MessageSlot?> FindSlotAsync(Transaction transaction, ConversationId id, MessageId messageId, UserId? viewer) => transaction.FindAsync(
        $"SELECT m.*, {_answered} FROM messages m {JoinAnswered($"1")} WHERE m.conversation_id = {id} AND m.message_id = {messageId}",
        row => Rows.Slot(row, viewer));
}
