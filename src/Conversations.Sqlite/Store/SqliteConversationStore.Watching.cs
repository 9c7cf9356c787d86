using Conversations.Storage;

namespace Conversations;

/// <content>Which conversations have changed.</content>
public sealed partial class SqliteConversationStore : IWatchStore
{
    private const string ReadVersionsSql =
        "SELECT c.id, c.version FROM json_each($ids) i CROSS JOIN conversations c ON c.id = i.value";

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyDictionary<ConversationId, long>>(
            session => session.All(ReadVersionsSql, ReadVersion, ("$ids", ToJson(ids.Select(id => id.Value)))).ToDictionary(),
            cancellationToken);
    }

    private static KeyValuePair<ConversationId, long> ReadVersion(ref RowReader row) => new(row.NextConversation(), row.NextInt64());
}
