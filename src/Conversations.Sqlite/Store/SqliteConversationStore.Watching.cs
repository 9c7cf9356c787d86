using Conversations.Storage;

namespace Conversations;

/// <content>Which conversations have changed, and who watches them.</content>
public sealed partial class SqliteConversationStore : IWatchStore
{
    private const string ReadVersionsSql =
        "SELECT c.id, c.version FROM json_each($ids) i CROSS JOIN conversations c ON c.id = i.value";

    private const string ReadViewersSql =
        $"""
        SELECT k.key, {ParticipantColumns}, {Unread}, (
            SELECT json_group_array(json_array(r.sequence, r.emoji)) FROM json_each('[' || (k.value ->> 2) || ']') s
            CROSS JOIN reactions r ON r.conversation = c.number AND r.sequence = s.value AND r.user_id = p.user_id)
        FROM json_each($keys) k
        CROSS JOIN conversations c ON c.id = k.value ->> 0 AND c.state = 1
        CROSS JOIN participants p ON p.conversation = c.number AND p.user_id = k.value ->> 1 AND p.ended_at IS NULL
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyDictionary<ConversationId, long>>(
            session => session.All(ReadVersionsSql, ReadVersion, ("$ids", ToJson(ids.Select(id => id.Value)))).ToDictionary(),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingViewer?>> ReadViewersAsync(IReadOnlyList<ViewerKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<IReadOnlyList<WatchingViewer?>>(
            session =>
            {
                var viewers = new WatchingViewer?[keys.Count];
                foreach (var (place, viewer) in session.All(ReadViewersSql, ConversationReader.ReadViewer, ("$keys", ToJson(keys))))
                    viewers[place] = viewer;

                return viewers;
            },
            cancellationToken);
    }

    private static KeyValuePair<ConversationId, long> ReadVersion(ref RowReader row) => new(row.NextConversation(), row.NextInt64());

    /// <summary>Writes keys as arrays of conversation, user and the sequences with commas between.</summary>
    private static string ToJson(IEnumerable<ViewerKey> keys) =>
        $"[{string.Join(',', keys.Select(key => ToJson([key.ConversationId.Value, key.UserId.Value, string.Join(',', key.Reacted)])))}]";
}
