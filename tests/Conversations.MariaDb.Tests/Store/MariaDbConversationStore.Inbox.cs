using System.Runtime.CompilerServices;
using Conversations.Storage;

namespace Conversations.MariaDb;

/// <content>Inboxes and read positions.</content>
internal sealed partial class MariaDbConversationStore
{
    private const int ViewsPerStatement = 100;

    public Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction => await InboxSlice.OfAsync(window, ListEntriesAsync(transaction, window, cancellationToken), cancellationToken),
        cancellationToken);

    public Task<StoredInboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        ReadAsAsync<StoredInboxEntry>(id, userId, async (transaction, view) => await ReadEntryAsync(transaction, view), cancellationToken);

    public Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken = default) => ReadAsync(
        async transaction =>
        {
            var (conversations, messages, lookedAt) = (0, 0L, 0);
            await foreach (var view in WalkAsync(transaction, new() { UserId = userId, Limit = InboxWindow.MaxLookedAt }, cancellationToken))
            {
                if (lookedAt++ == InboxWindow.MaxLookedAt || conversations == InboxWindow.MaxCounted)
                    return new(conversations, messages, IsExact: false);

                messages += view.UnreadCount;
                conversations += view.UnreadCount > 0 || view.Viewer!.IsMarkedUnread ? 1 : 0;
            }

            return new UnreadTotals(conversations, messages, IsExact: true);
        },
        cancellationToken);

    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(ConversationId? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<Conversation>>(
            async transaction =>
            {
                var conversations = new List<Conversation>();
                foreach (var view in await ListViewsAsync(transaction, null, $"({after is null} OR c.id > {after}) ORDER BY c.id LIMIT {limit}"))
                    conversations.Add(await ReadConversationAsync(transaction, view));

                return conversations;
            },
            cancellationToken);

    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) => MarkAsync(
        id, userId, $"p.read_up_to = GREATEST(p.read_up_to, LEAST({upTo}, c.last_sequence)), p.is_marked_unread = FALSE", cancellationToken);

    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        MarkAsync(id, userId, $"p.is_marked_unread = TRUE", cancellationToken);

    public Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsAsync<long?>(
        id,
        viewer,
        async (transaction, _) => await transaction.FindAsync(
            $"SELECT MIN(read_up_to) FROM participants WHERE conversation_id = {id} AND ended_at IS NULL", Rows.Number),
        cancellationToken);

    private Task<ReadState?> MarkAsync(ConversationId id, UserId userId, FormattableString values, CancellationToken cancellationToken) => WriteAsync(
        async transaction =>
        {
            await LockAsync(transaction, id);
            await transaction.ExecuteAsync(
                $"""
                UPDATE participants p JOIN conversations c ON c.id = p.conversation_id SET {values}
                WHERE p.conversation_id = {id} AND p.user_id = {userId} AND p.ended_at IS NULL
                """);
            var views = await ListViewsAsync(transaction, userId, $"c.id = {id}");
            await transaction.CommitAsync();
            return views is [{ Viewer: { } participant } view] ? new ReadState(participant.ReadUpTo, view.UnreadCount, participant.IsMarkedUnread) : null;
        },
        cancellationToken);

    private static async IAsyncEnumerable<StoredInboxEntry> ListEntriesAsync(
        Transaction transaction, InboxWindow window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var view in WalkAsync(transaction, window, cancellationToken))
            yield return await ReadEntryAsync(transaction, view);
    }

    /// <summary>Reads the conversations of an inbox in its order. It sorts all conversations of the user.</summary>
    private static async IAsyncEnumerable<View> WalkAsync(
        Transaction transaction, InboxWindow window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = await transaction.ListAsync(
            $"""
            SELECT p.conversation_id, GREATEST(COALESCE(c.last_activity_at, p.joined_at), p.joined_at) AS active_at
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = {window.UserId} AND p.ended_at IS NULL AND ({window.IncludeEmpty} OR EXISTS (
                SELECT 1 FROM messages m WHERE m.conversation_id = p.conversation_id AND m.is_deleted = FALSE AND m.sequence >= p.visible_from))
            HAVING {window.After is null} OR active_at < {window.After?.ActiveAt} OR (active_at = {window.After?.ActiveAt} AND conversation_id > {window.After?.Id})
            ORDER BY active_at DESC, conversation_id LIMIT {InboxWindow.MaxLookedAt + 1}
            """,
            Rows.ConversationId);
        foreach (var some in ids.Chunk(ViewsPerStatement))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var views = (await ListViewsAsync(transaction, window.UserId, $"c.id IN {some}")).ToDictionary(view => view.Row.Id);
            foreach (var id in some)
                yield return views[id];
        }
    }

    private static async Task<StoredInboxEntry> ReadEntryAsync(Transaction transaction, View view) =>
        new(await ReadConversationAsync(transaction, view), view.Viewer!, view.UnreadCount, view.FirstOthers);
}
