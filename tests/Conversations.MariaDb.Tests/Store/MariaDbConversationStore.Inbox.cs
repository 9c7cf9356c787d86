using System.Runtime.CompilerServices;
using Conversations.Storage;

namespace Conversations.MariaDb;

/// <content>Inboxes and read positions.</content>
internal sealed partial class MariaDbConversationStore
{
    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction =>
        {
            var ids = await ListInboxAsync(transaction, window, InboxWindow.MaxLookedAt + 1);
            return await InboxSlice.OfAsync(window, ReadEntriesAsync(transaction, ids, window.UserId, cancellationToken), cancellationToken);
        },
        cancellationToken);

    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) => ReadAsAsync(
        id,
        userId,
        async (transaction, row, participant) => (StoredInboxEntry?)await ReadEntryAsync(transaction, row, participant!),
        cancellationToken);

    public Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction =>
        {
            var ids = await ListInboxAsync(transaction, new() { UserId = userId, Limit = 1 }, InboxWindow.MaxLookedAt + 1);
            var (conversations, messages) = (0, 0L);
            for (var i = 0; i < ids.Count; i++)
            {
                if (i == InboxWindow.MaxLookedAt || conversations == InboxWindow.MaxCounted)
                    return new(conversations, messages, IsExact: false);

                var participant = (await FindParticipantAsync(transaction, ids[i], userId))!;
                var unread = await CountUnreadAsync(transaction, (await FindRowAsync(transaction, ids[i]))!, participant);
                messages += unread;
                conversations += unread > 0 || participant.IsMarkedUnread ? 1 : 0;
            }

            return new UnreadTotals(conversations, messages, IsExact: true);
        },
        cancellationToken);

    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction =>
        {
            var rows = await transaction.ListAsync(
                $"SELECT * FROM conversations WHERE created_at IS NOT NULL AND ({after is null} OR id > {after}) ORDER BY id LIMIT {limit}",
                Rows.Conversation);
            var conversations = new List<Conversation>();
            foreach (var row in rows)
                conversations.Add(await ReadConversationAsync(transaction, row, null));

            return (IReadOnlyList<Conversation>)conversations;
        },
        cancellationToken);

    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        SetReadStateAsync(
            id,
            userId,
            (row, participant) => participant with { ReadUpTo = Math.Max(participant.ReadUpTo, Math.Min(upTo, row.LastSequence)), IsMarkedUnread = false },
            cancellationToken);

    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        SetReadStateAsync(id, userId, (_, participant) => participant with { IsMarkedUnread = true }, cancellationToken);

    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsAsync(
        id,
        viewer,
        async (transaction, row, _) => (long?)await transaction.FindAsync(
            $"SELECT MIN(read_up_to) FROM participants WHERE conversation_id = {row.Id} AND ended_at IS NULL",
            Rows.Number),
        cancellationToken);

    private Task<ReadState?> SetReadStateAsync(
        ConversationId id, UserId userId, Func<ConversationRow, Participant, Participant> change, CancellationToken cancellationToken) => WriteAsync(
        async transaction =>
        {
            if (await LockAsync(transaction, id) is not { } row || await FindParticipantAsync(transaction, id, userId) is not { } before)
                return null;

            var after = change(row, before);
            await transaction.ExecuteAsync(
                $"""
                UPDATE participants SET read_up_to = {after.ReadUpTo}, is_marked_unread = {after.IsMarkedUnread}
                WHERE conversation_id = {id} AND user_id = {userId}
                """);
            var unread = await CountUnreadAsync(transaction, row, after);
            await transaction.CommitAsync();
            return new ReadState(after.ReadUpTo, unread, after.IsMarkedUnread);
        },
        cancellationToken);

    /// <summary>Lists the conversations of an inbox in its order. It sorts all conversations of the user.</summary>
    private static Task<List<ConversationId>> ListInboxAsync(Transaction transaction, InboxWindow window, int limit) => transaction.ListAsync(
        $"""
        SELECT p.conversation_id,
            GREATEST(COALESCE(c.last_activity_at, p.joined_at), p.joined_at) AS active_at
        FROM participants p JOIN conversations c ON c.id = p.conversation_id
        WHERE p.user_id = {window.UserId} AND p.ended_at IS NULL
            AND ({window.IncludeEmpty} OR EXISTS (
                SELECT 1 FROM messages m WHERE m.conversation_id = p.conversation_id AND m.is_deleted = FALSE AND m.sequence >= p.visible_from))
        HAVING {window.After is null} OR active_at < {window.After?.ActiveAt} OR (active_at = {window.After?.ActiveAt} AND conversation_id > {window.After?.Id})
        ORDER BY active_at DESC, conversation_id LIMIT {limit}
        """,
        Rows.ConversationId);

    private static async IAsyncEnumerable<StoredInboxEntry> ReadEntriesAsync(
        Transaction transaction, List<ConversationId> ids, UserId userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = await FindRowAsync(transaction, id);
            yield return await ReadEntryAsync(transaction, row!, (await FindParticipantAsync(transaction, id, userId))!);
        }
    }

    private static async Task<StoredInboxEntry> ReadEntryAsync(Transaction transaction, ConversationRow row, Participant participant) => new(
        await ReadConversationAsync(transaction, row, participant),
        participant,
        await CountUnreadAsync(transaction, row, participant),
        await transaction.ListAsync(
            $"""
            SELECT user_id FROM participants
            WHERE conversation_id = {row.Id} AND ended_at IS NULL AND user_id <> {participant.UserId}
            ORDER BY joined_at, user_id LIMIT {StoredInboxEntry.OtherCount}
            """,
            Rows.User));

    private static Task<long> CountUnreadAsync(Transaction transaction, ConversationRow row, Participant participant) =>
        CountMessagesAsync(transaction, row, Math.Max(participant.ReadUpTo, participant.VisibleFrom - 1));
}
