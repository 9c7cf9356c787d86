using Conversations.Storage;

namespace Conversations;

/// <content>Reads of participants.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string ParticipantColumns = "p.user_id, p.access, p.notify, p.joined_at, p.joined_after, p.read_up_to, p.is_marked_unread, p.visible_from";

    /// <summary>
    /// Lists the participants that joined at the same time as the last one of the previous page, and then those that joined earlier. So no row before the
    /// page is read.
    /// </summary>
    private const string ListParticipantsSql =
        $"""
        (SELECT {ParticipantColumns} FROM {SeenFrom}
            JOIN @schema.participants p ON p.conversation_id = @id AND p.ended_at IS NULL AND p.joined_at = @joined::timestamptz AND p.user_id > @after
            WHERE {Seen} ORDER BY p.joined_at DESC, p.user_id LIMIT @limit)
        UNION ALL
        (SELECT {ParticipantColumns} FROM {SeenFrom}
            JOIN @schema.participants p ON p.conversation_id = @id AND p.ended_at IS NULL AND p.joined_at < coalesce(@joined::timestamptz, 'infinity')
            WHERE {Seen} ORDER BY p.joined_at DESC, p.user_id LIMIT @limit)
        ORDER BY joined_at DESC, user_id
        LIMIT @limit
        """;

    private const string FindParticipantSql =
        $"""
        SELECT {ParticipantColumns} FROM {SeenFrom}
        JOIN @schema.participants p ON p.conversation_id = @id AND p.user_id = @user AND p.ended_at IS NULL
        WHERE {Seen}
        """;

    private const string IsSeenSql = $"SELECT true FROM {SeenFrom} WHERE {Seen}";

    /// <summary>
    /// Looks up one user after the other. A plan for any values takes a conversation for a small one, and would read all of its members and
    /// compare them with the users.
    /// </summary>
    private const string MembershipsSql =
        $"""
        SELECT {ParticipantColumns}, p.ended_at, p.ended_by_app
        FROM unnest(@users) AS u (user_id)
        JOIN LATERAL (
            SELECT * FROM @schema.participants o WHERE o.conversation_id = @conversation AND o.user_id = u.user_id LIMIT 1) p ON true
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadTogetherAsync(
            async session =>
            {
                var page = await session.AllAsync(
                    ListParticipantsSql,
                    ConversationReader.ReadParticipant,
                    ("joined", window.After?.JoinedAt),
                    ("after", window.After?.UserId.Value ?? ""),
                    ("id", window.ConversationId.Value),
                    ("viewer", window.Viewer.OrNone()),
                    ("limit", window.Limit)).ConfigureAwait(false);
                var isSeen = page.Count > 0 || await IsSeenAsync(session, window.ConversationId, window.Viewer).ConfigureAwait(false);
                return isSeen ? (IReadOnlyList<Participant>)page : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Participant?> FindParticipantAsync(
        ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            FindParticipantSql,
            ConversationReader.ReadParticipant,
            ("user", userId.Value),
            ("id", id.Value),
            ("viewer", viewer.OrNone())),
        cancellationToken);

    private static Task<bool> IsSeenAsync(PostgreSqlSession session, ConversationId id, UserId? viewer) =>
        session.FirstAsync(IsSeenSql, static (ref _) => true, ("id", id.Value), ("viewer", viewer.OrNone()));

    private static async Task<Dictionary<UserId, Membership>> ReadMembershipsAsync(
        PostgreSqlSession session, ConversationId id, IReadOnlyCollection<UserId> users)
    {
        if (users.Count == 0)
            return [];

        var rows = await session.AllAsync(
            MembershipsSql, ReadMembership, ("conversation", id.Value), ("users", users.Distinct().ToColumn())).ConfigureAwait(false);
        return rows.ToDictionary(membership => membership.Participant.UserId);
    }

    private static Membership ReadMembership(ref RowReader row) =>
        new(ConversationReader.ReadParticipant(ref row), row.NextTimeOrNull(), row.NextBoolean());
}
