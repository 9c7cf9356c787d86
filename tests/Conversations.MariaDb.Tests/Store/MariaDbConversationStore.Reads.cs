using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.MariaDb;

/// <content>Reads conversations.</content>
internal sealed partial class MariaDbConversationStore
{
    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => await FindRowAsync(transaction, query.ConversationId) is { } row
            ? await ReadFactsAsync(transaction, row, query)
            : new() { ConversationId = query.ConversationId },
        cancellationToken);

    public Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsAsync(
        id,
        viewer,
        async (transaction, row, participant) => (StoredConversation?)new(await ReadConversationAsync(transaction, row, participant), participant),
        cancellationToken);

    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default) => ReadAsAsync(
        window.ConversationId,
        window.Viewer,
        async (transaction, row, _) => (IReadOnlyList<Participant>?)await transaction.ListAsync(
            $"""
            SELECT * FROM participants
            WHERE conversation_id = {row.Id} AND ended_at IS NULL
                AND ({window.After is null} OR joined_at < {window.After?.JoinedAt} OR (joined_at = {window.After?.JoinedAt} AND user_id > {window.After?.UserId}))
            ORDER BY joined_at DESC, user_id LIMIT {window.Limit}
            """,
            Rows.Participant),
        cancellationToken);

    public Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) => ReadAsAsync(
        window.ConversationId,
        window.Viewer,
        async (transaction, row, participant) =>
        {
            FormattableString order = window.Descending ? (FormattableString)$"DESC" : $"ASC";
            var slots = await transaction.ListAsync(
                $"""
                SELECT * FROM messages
                WHERE conversation_id = {row.Id} AND NOT is_deleted AND sequence BETWEEN {Math.Max(window.From, participant?.VisibleFrom ?? 1)} AND {window.To}
                ORDER BY sequence {order} LIMIT {window.Limit}
                """,
                Rows.Message);
            return (IReadOnlyList<Message>?)await CompleteAsync(transaction, row.Id, slots, window.Viewer, participant?.VisibleFrom ?? 1);
        },
        cancellationToken);

    public Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default) => ReadAsAsync(
        window.ConversationId,
        window.Viewer,
        async (transaction, row, participant) =>
            await FindSlotAsync(transaction, row.Id, window.MessageId, null) is { Message: { } message } && message.Sequence >= (participant?.VisibleFrom ?? 1)
                ? (IReadOnlyList<Reactor>?)await transaction.ListAsync(
                    $"""
                    SELECT * FROM reactions
                    WHERE conversation_id = {row.Id} AND sequence = {message.Sequence} AND version > {window.AfterVersion}
                    ORDER BY version LIMIT {window.Limit}
                    """,
                    Rows.Reactor)
                : null,
        cancellationToken);

    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => new ChangeSlice(
            await transaction.ListAsync(
                $"SELECT body FROM changes WHERE conversation_id = {id} AND version > {after} ORDER BY version LIMIT {limit}",
                Rows.Change),
            IsPruned: await FindRowAsync(transaction, id) is { } row && after < row.DeletedVersion),
        cancellationToken);

    private static async Task<ConversationFacts> ReadFactsAsync(Transaction transaction, ConversationRow row, FactsQuery query)
    {
        var facts = new ConversationFacts { ConversationId = row.Id, SettingsVersion = row.SettingsVersion, LastSequence = row.LastSequence };
        if (row.CreatedAt is null)
            return facts;

        return facts with
        {
            Settings = row.Settings,
            ParticipantCount = await CountParticipantsAsync(transaction, row),
            HidesHistory = query.HidesHistory && await transaction.FindAsync(
                $"SELECT COUNT(*) FROM participants WHERE conversation_id = {row.Id} AND visible_from > {row.DeletedSequence + 1}",
                Rows.Number) > 0,
            Memberships = (await transaction.ListAsync(
                $"SELECT * FROM participants WHERE conversation_id = {row.Id} AND user_id IN {query.Users}",
                Rows.Membership)).ToDictionary(membership => membership.Participant.UserId),
            Message = query.Message is { } message ? await FindSlotAsync(transaction, row.Id, message, query.Reactor) : null,
            ReplyTo = query.ReplyTo is { } replyTo ? await FindSlotAsync(transaction, row.Id, replyTo, query.Reactor) : null,
        };
    }

    private static async Task<int> CountParticipantsAsync(Transaction transaction, ConversationRow row) => (int)await transaction.FindAsync(
        $"SELECT COUNT(*) FROM participants WHERE conversation_id = {row.Id} AND ended_at IS NULL",
        Rows.Number);

    private static async Task<Conversation> ReadConversationAsync(Transaction transaction, ConversationRow row, Participant? viewer)
    {
        var from = viewer?.VisibleFrom ?? 1;
        var last = await transaction.ListAsync(
            $"""
            SELECT * FROM messages
            WHERE conversation_id = {row.Id} AND NOT is_deleted AND sequence >= {from}
            ORDER BY created_at DESC, sequence DESC LIMIT 1
            """,
            Rows.Message);
        var counters = new ConversationCounters
        {
            CreatedAt = row.CreatedAt!.Value,
            ParticipantCount = await CountParticipantsAsync(transaction, row),
            MessageCount = await CountMessagesAsync(transaction, row, from - 1),
            LastSequence = row.LastSequence,
            LastActivityAt = row.LastActivityAt,
            Version = row.Version,
            SettingsVersion = row.SettingsVersion,
        };
        return counters.ToConversation(row.Id, row.Settings, (await CompleteAsync(transaction, row.Id, last, viewer?.UserId, from)).FirstOrDefault());
    }

    /// <summary>Counts the messages after a sequence without a scan of them: only deleted messages are counted.</summary>
    private static async Task<long> CountMessagesAsync(Transaction transaction, ConversationRow row, long after)
    {
        after = Math.Max(after, row.DeletedSequence);
        return Math.Max(0, row.LastSequence - after) - await transaction.FindAsync(
            $"SELECT COUNT(*) FROM messages WHERE conversation_id = {row.Id} AND is_deleted = TRUE AND sequence > {after}",
            Rows.Number);
    }

    private static async Task<MessageSlot?> FindSlotAsync(Transaction transaction, ConversationId id, MessageId messageId, UserId? viewer)
    {
        var slot = await transaction.FindAsync($"SELECT * FROM messages WHERE conversation_id = {id} AND id = {messageId}", Rows.Message);
        return slot?.Message is null ? slot : slot with { Message = (await CompleteAsync(transaction, id, [slot], viewer, from: 1))[0] };
    }

    /// <summary>Adds the answered messages that the viewer sees, and the reactions to all of them.</summary>
    private static async Task<List<Message>> CompleteAsync(
        Transaction transaction, ConversationId id, IReadOnlyList<MessageSlot> slots, UserId? viewer, long from)
    {
        if (slots.Count == 0)
            return [];

        var answered = await transaction.ListAsync(
            $"""
            SELECT * FROM messages
            WHERE conversation_id = {id} AND id IN {slots.Select(slot => slot.Message!.ReplyTo)} AND NOT is_deleted AND sequence >= {from}
            """,
            Rows.Message);
        var reactions = (await transaction.ListAsync(
            $"""
            SELECT sequence, emoji, COUNT(*) AS users, COALESCE(MAX(user_id = {viewer}), FALSE) AS by_viewer FROM reactions
            WHERE conversation_id = {id} AND sequence IN {slots.Concat(answered).Select(slot => slot.Sequence)}
            GROUP BY sequence, emoji ORDER BY MIN(version)
            """,
            row => (Sequence: row.GetInt64("sequence"), Reaction: new Reaction(row.GetString("emoji"), row.GetInt32("users"), row.GetBoolean("by_viewer")))))
            .ToLookup(row => row.Sequence, row => row.Reaction);
        var byId = answered.ToDictionary(slot => slot.Message!.Id, WithReactions);
        return [.. slots.Select(slot => WithReactions(slot) with
        {
            RepliedTo = slot.Message!.ReplyTo is { } replyTo ? byId.GetValueOrDefault(replyTo) : null,
        })];

        Message WithReactions(MessageSlot slot) => slot.Message! with { Reactions = [.. reactions[slot.Sequence]] };
    }
}
