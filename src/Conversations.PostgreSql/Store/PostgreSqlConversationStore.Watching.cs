using Conversations.Storage;

namespace Conversations;

/// <content>Which conversations have changed.</content>
public sealed partial class PostgreSqlConversationStore : IWatchStore
{
    private const string ReadVersionsSql = "SELECT c.conversation_id, c.version FROM @schema.conversations c WHERE c.conversation_id = ANY (@ids)";

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyDictionary<ConversationId, long>>(
            async session => (await session.AllAsync(
                ReadVersionsSql, ReadVersion, ("ids", ids.Select(id => id.Value).ToArray())).ConfigureAwait(false)).ToDictionary(),
            cancellationToken);
    }

    private static KeyValuePair<ConversationId, long> ReadVersion(ref RowReader row) => new(row.NextConversation(), row.NextInt64());
}
