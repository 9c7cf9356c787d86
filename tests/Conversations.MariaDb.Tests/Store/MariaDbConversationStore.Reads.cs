using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.MariaDb;

/// <content>Reads conversations.</content>
internal sealed partial class MariaDbConversationStore
{
    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction =>
            await transaction.FindAsync($"SELECT * FROM conversations WHERE id = {query.ConversationId}", Rows.Conversation) is { } row
                ? await ReadFactsAsync(transaction, row, query)
                : new() { ConversationId = query.ConversationId },
        cancellationToken);

    public Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadAsAsync<StoredConversation>(
            id, viewer, async (transaction, view) => new(await ReadConversationAsync(transaction, view), view.Viewer), cancellationToken);

    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default) =>
        ReadAsAsync<IReadOnlyList<Participant>>(
            window.ConversationId,
            window.Viewer,
            async (transaction, view) => await transaction.ListAsync(
                $"""
                SELECT * FROM participants
                WHERE conversation_id = {view.Row.Id} AND ended_at IS NULL AND ({window.After is null}
                    OR joined_at < {window.After?.JoinedAt} OR (joined_at = {window.After?.JoinedAt} AND user_id > {window.After?.UserId}))
                ORDER BY joined_at DESC, user_id LIMIT {window.Limit}
                """,
                Rows.Participant),
            cancellationToken);

    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        var order = window.Descending ? $"DESC" : (FormattableString)$"ASC";
        return ReadAsAsync<IReadOnlyList<Message>>(
            window.ConversationId,
            window.Viewer,
            async (transaction, view) => await CompleteAsync(
                transaction,
                view,
                await transaction.ListAsync(
                    $"""
                    SELECT * FROM messages
                    WHERE conversation_id = {view.Row.Id} AND is_deleted = FALSE AND sequence BETWEEN {Math.Max(window.From, view.From)} AND {window.To}
                    ORDER BY sequence {order} LIMIT {window.Limit}
                    """,
                    Rows.Message)),
            cancellationToken);
    }

    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default) =>
        ReadAsAsync<IReadOnlyList<Reactor>>(
            window.ConversationId,
            window.Viewer,
            async (transaction, view) =>
                await FindSlotAsync(transaction, view.Row.Id, window.MessageId, null) is { Message: not null } slot && slot.Sequence >= view.From
                    ? await transaction.ListAsync(
                        $"""
                        SELECT * FROM reactions
                        WHERE conversation_id = {view.Row.Id} AND sequence = {slot.Sequence} AND version > {window.AfterVersion}
                        ORDER BY version LIMIT {window.Limit}
                        """,
                        Rows.Reactor)
                    : null,
            cancellationToken);

    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => new ChangeSlice(
            await transaction.ListAsync(
                $"SELECT body FROM changes WHERE conversation_id = {id} AND version > {after} ORDER BY version LIMIT {limit}", Rows.Change),
            await transaction.FindAsync($"SELECT deleted_version FROM conversations WHERE id = {id}", Rows.Number) > after),
        cancellationToken);

    private static async Task<ConversationFacts> ReadFactsAsync(Transaction transaction, ConversationRow row, FactsQuery query)
    {
        var (id, counters) = (row.Id, row.Counters);
        return new()
        {
            ConversationId = id,
            Settings = row.Settings,
            SettingsVersion = counters.SettingsVersion,
            ParticipantCount = counters.ParticipantCount,
            LastSequence = counters.LastSequence,
            HidesHistory = query.HidesHistory && await transaction.FindAsync(
                $"SELECT COUNT(*) FROM participants WHERE conversation_id = {id} AND visible_from > {row.DeletedSequence + 1}", Rows.Number) > 0,
            Memberships = (await transaction.ListAsync(
                $"SELECT * FROM participants WHERE conversation_id = {id} AND user_id IN {query.Users}", Rows.Membership))
                .ToDictionary(membership => membership.Participant.UserId),
            Message = query.Message is { } message ? await FindSlotAsync(transaction, id, message, query.Reactor) : null,
            ReplyTo = query.ReplyTo is { } replyTo ? await FindSlotAsync(transaction, id, replyTo, query.Reactor) : null,
        };
    }

    /// <summary>Reads conversations as a participant sees them, or the app. Messages are not counted: only those that were deleted are.</summary>
    private static Task<IReadOnlyList<View>> ListViewsAsync(Transaction transaction, UserId? viewer, FormattableString condition)
    {
        FormattableString from = $"COALESCE(p.visible_from, 1)", unreadFrom = $"GREATEST(p.read_up_to + 1, p.visible_from)";
        return transaction.ListAsync(
            $"""
            SELECT c.*, p.*, {CountFrom(from)} AS message_count, COALESCE({CountFrom(unreadFrom)}, 0) AS unread_count,
                (SELECT m.sequence FROM messages m WHERE m.conversation_id = c.id AND m.is_deleted = FALSE AND m.sequence >= {from}
                    ORDER BY m.created_at DESC, m.sequence DESC LIMIT 1) AS last_shown,
                (SELECT JSON_ARRAYAGG(o.user_id ORDER BY o.joined_at, o.user_id LIMIT {StoredInboxEntry.OtherCount}) FROM participants o
                    WHERE o.conversation_id = c.id AND o.ended_at IS NULL AND o.user_id <> p.user_id) AS others
            FROM conversations c LEFT JOIN participants p ON p.conversation_id = c.id AND p.user_id = {viewer} AND p.ended_at IS NULL
            WHERE c.created_at IS NOT NULL AND ({viewer is null} OR p.user_id IS NOT NULL) AND {condition}
            """,
            Rows.View);

        static FormattableString CountFrom(FormattableString sequence) =>
            $"""
            GREATEST(0, c.last_sequence + 1 - GREATEST({sequence}, c.deleted_sequence + 1))
                - (SELECT COUNT(*) FROM messages m WHERE m.conversation_id = c.id AND m.is_deleted = TRUE AND m.sequence >= {sequence})
            """;
    }

    private static async Task<Conversation> ReadConversationAsync(Transaction transaction, View view)
    {
        var last = view.LastSequence is null ? [] : await transaction.ListAsync(
            $"SELECT * FROM messages WHERE conversation_id = {view.Row.Id} AND sequence = {view.LastSequence}", Rows.Message);
        return view.Row.Counters.ToConversation(view.Row.Id, view.Row.Settings!, await CompleteAsync(transaction, view, last) is [var shown] ? shown : null);
    }

    private static async Task<MessageSlot?> FindSlotAsync(Transaction transaction, ConversationId id, MessageId messageId, UserId? viewer)
    {
        var slot = await transaction.FindAsync($"SELECT * FROM messages WHERE conversation_id = {id} AND id = {messageId}", Rows.Message);
        return slot?.Message is null ? slot : slot with { Message = (await CompleteAsync(transaction, id, [slot], viewer, from: 1))[0] };
    }

    private static Task<IReadOnlyList<Message>> CompleteAsync(Transaction transaction, View view, IReadOnlyList<MessageSlot> slots) =>
        CompleteAsync(transaction, view.Row.Id, slots, view.Viewer?.UserId, view.From);

    /// <summary>Adds the answered messages that the viewer sees, and the reactions to all of them.</summary>
    private static async Task<IReadOnlyList<Message>> CompleteAsync(
        Transaction transaction, ConversationId id, IReadOnlyList<MessageSlot> slots, UserId? viewer, long from)
    {
        if (slots.Count == 0)
            return [];

        var replyTo = slots.Select(slot => slot.Message!.ReplyTo).OfType<MessageId>().ToList();
        var answered = replyTo.Count == 0 ? [] : await transaction.ListAsync(
            $"SELECT * FROM messages WHERE conversation_id = {id} AND id IN {replyTo} AND is_deleted = FALSE AND sequence >= {from}", Rows.Message);
        var reactions = (await transaction.ListAsync(
            $"""
            SELECT sequence, emoji, COUNT(*) AS users, COALESCE(MAX(user_id = {viewer}), FALSE) AS by_viewer FROM reactions
            WHERE conversation_id = {id} AND sequence IN {slots.Concat(answered).Select(slot => slot.Sequence)}
            GROUP BY sequence, emoji ORDER BY MIN(version)
            """,
            row => (Sequence: row.GetInt64("sequence"), Reaction: new Reaction(row.GetString("emoji"), row.GetInt32("users"), row.GetBoolean("by_viewer")))))
            .ToLookup(row => row.Sequence, row => row.Reaction);
        var byId = answered.ToDictionary(slot => slot.Message!.Id, Reacted);
        return [.. slots.Select(slot => Reacted(slot) with { RepliedTo = slot.Message!.ReplyTo is { } one ? byId.GetValueOrDefault(one) : null })];

        Message Reacted(MessageSlot slot) => slot.Message! with { Reactions = [.. reactions[slot.Sequence]] };
    }
}
