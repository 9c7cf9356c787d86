using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>Reading who takes part.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const int ParticipantWidth = 7;

    private const string ParticipantColumns = "p.user_id, p.access, p.notify, p.joined_at, p.joined_after, p.read_up_to, p.is_marked_unread";

    /// <summary>Those who joined with the last of the page before come first; so no row before the place is walked over.</summary>
    private const string ListParticipantsSql =
        $"""
        (SELECT {ParticipantColumns} FROM @schema.conversations c
            JOIN @schema.participants p ON p.conversation_id = c.conversation_id AND p.ended_at IS NULL AND p.joined_at = @joined AND p.user_id > @after
            WHERE {Seen} ORDER BY p.joined_at DESC, p.user_id LIMIT @limit)
        UNION ALL
        (SELECT {ParticipantColumns} FROM @schema.conversations c
            JOIN @schema.participants p ON p.conversation_id = c.conversation_id AND p.ended_at IS NULL AND p.joined_at < @joined
            WHERE {Seen} ORDER BY p.joined_at DESC, p.user_id LIMIT @limit)
        ORDER BY joined_at DESC, user_id
        LIMIT @limit
        """;

    private const string FindParticipantSql =
        $"""
        SELECT {ParticipantColumns} FROM @schema.conversations c
        JOIN @schema.participants p ON p.conversation_id = c.conversation_id AND p.user_id = @user AND p.ended_at IS NULL
        WHERE {Seen}
        """;

    private const string IsSeenSql = $"SELECT true FROM @schema.conversations c WHERE {Seen}";

    private const string MembershipsSql =
        $"""
        SELECT {ParticipantColumns}, p.ended_at, p.ended_by_app
        FROM @schema.participants p
        WHERE p.conversation_id = @conversation AND p.user_id = ANY (@users)
        """;

    private static readonly DateTimeOffset _endOfTime = DateTimeOffset.MaxValue.AddYears(-1);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadTogetherAsync(
            async session =>
            {
                var page = await session.AllAsync(
                    ListParticipantsSql,
                    static row => ConversationRows.ReadParticipant(row, 0),
                    cancellationToken,
                    ("joined", window.After?.JoinedAt ?? _endOfTime),
                    ("after", window.After?.UserId.Value ?? ""),
                    ("id", window.ConversationId.Value),
                    ("viewer", window.Viewer?.Value),
                    ("limit", window.Limit)).ConfigureAwait(false);
                var isSeen = page.Count > 0 || await IsSeenAsync(session, window.ConversationId, window.Viewer, cancellationToken).ConfigureAwait(false);
                return isSeen ? (IReadOnlyList<Participant>)page : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Participant?> FindParticipantAsync(
        ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            FindParticipantSql,
            static row => ConversationRows.ReadParticipant(row, 0),
            cancellationToken,
            ("user", userId.Value),
            ("id", id.Value),
            ("viewer", viewer?.Value)),
        cancellationToken);

    private static Task<bool> IsSeenAsync(PostgreSqlSession session, ConversationId id, UserId? viewer, CancellationToken cancellationToken) =>
        session.FirstAsync(IsSeenSql, static _ => true, cancellationToken, ("id", id.Value), ("viewer", viewer?.Value));

    private static async Task<Dictionary<UserId, Membership>> ReadMembershipsAsync(
        PostgreSqlSession session, ConversationId id, IReadOnlyCollection<UserId> users)
    {
        if (users.Count == 0)
            return [];

        var rows = await session.AllAsync(
            MembershipsSql, ReadMembership, CancellationToken.None, ("conversation", id.Value), ("users", users.ToColumn())).ConfigureAwait(false);
        return rows.ToDictionary(membership => membership.Participant.UserId);
    }

    private static Membership ReadMembership(NpgsqlDataReader row) =>
        new(ConversationRows.ReadParticipant(row, 0), row.TimeOrNull(ParticipantWidth), row.GetBoolean(ParticipantWidth + 1));
}
