using Conversations.Storage;

namespace Conversations;

/// <content>Versions of conversations, and who watches them. <c>.Changed.cs</c> has the resume index.</content>
public sealed partial class PostgreSqlConversationStore : IWatchStore
{
    private const string ReadVersionsSql = "SELECT c.conversation_id, c.version FROM @schema.conversations c WHERE c.conversation_id = ANY (@ids)";

    /// <summary>The limit of one row keeps the planner from reading all participants of a conversation to join one.</summary>
    private static readonly string _readViewersSql =
        $"""
        SELECT k.place, {ParticipantColumns}, {Unread("c.conversation_id")}, (
            SELECT json_agg(json_build_array(r.sequence, r.emoji))::text FROM @schema.reactions r
            WHERE r.conversation_id = c.conversation_id AND r.sequence = ANY (string_to_array(k.reacted, ',')::bigint[]) AND r.user_id = k.user_id)
        FROM unnest(@conversations, @users, @reacted, @places) AS k (conversation_id, user_id, reacted, place)
        JOIN @schema.conversations c ON c.conversation_id = k.conversation_id AND c.conversation_id = ANY (@conversations) AND c.state = 1
        CROSS JOIN LATERAL (
            SELECT * FROM @schema.participants o
            WHERE o.conversation_id = c.conversation_id AND o.user_id = k.user_id AND o.ended_at IS NULL LIMIT 1) p
        """;

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

    /// <inheritdoc/>
    public Task<IReadOnlyList<WatchingViewer?>> ReadViewersAsync(IReadOnlyList<ViewerKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<IReadOnlyList<WatchingViewer?>>(
            async session =>
            {
                var viewers = new WatchingViewer?[keys.Count];
                var found = await session.AllAsync(
                    _readViewersSql,
                    ConversationReader.ReadViewer,
                    ("conversations", keys.Select(key => key.ConversationId.Value).ToArray()),
                    ("users", keys.Select(key => key.UserId.Value).ToArray()),
                    ("reacted", keys.Select(key => string.Join(',', key.Reacted)).ToArray()),
                    ("places", Enumerable.Range(0, keys.Count).ToArray())).ConfigureAwait(false);
                foreach (var (place, viewer) in found)
                    viewers[place] = viewer;

                return viewers;
            },
            cancellationToken);
    }

    private static KeyValuePair<ConversationId, long> ReadVersion(ref RowReader row) => new(row.NextConversation(), row.NextInt64());
}
