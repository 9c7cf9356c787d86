using Conversations.Storage;

namespace Conversations;

/// <content>Reads participants and memberships.</content>
public sealed partial class SqliteConversationStore
{
    private const string ParticipantColumns = "p.user_id, p.access, p.notify, p.joined_at, p.joined_after, p.read_up_to, p.is_marked_unread, p.visible_from";

    /// <summary>
    /// Reads first the participants who joined at the same time as the last one of the page before, then those who joined earlier. Each part
    /// begins at its place in an index, so no row before that place is read. Without the name of the index, the planner takes the primary key
    /// for the first part, and reads all participants.
    /// </summary>
    private const string ListParticipantsSql =
        $"""
        SELECT * FROM (
            SELECT {ParticipantColumns} FROM conversations c
            JOIN participants p INDEXED BY participants_latest
                ON p.conversation = c.number AND p.ended_at IS NULL AND p.joined_at = $joined AND p.user_id > $after
            WHERE {Seen} ORDER BY p.user_id LIMIT $limit + 0)
        UNION ALL
        SELECT * FROM (
            SELECT {ParticipantColumns} FROM conversations c
            JOIN participants p ON p.conversation = c.number AND p.ended_at IS NULL AND p.joined_at < $joined
            WHERE {Seen} ORDER BY p.joined_at DESC, p.user_id LIMIT $limit + 0)
        LIMIT $limit + 0
        """;

    private const string FindParticipantSql =
        $"""
        SELECT {ParticipantColumns} FROM conversations c
        JOIN participants p ON p.conversation = c.number AND p.user_id = $user AND p.ended_at IS NULL
        WHERE {Seen}
        """;

    private const string IsSeenSql = $"SELECT 1 FROM conversations c WHERE {Seen}";

    /// <summary>The order of the join is fixed: the planner would read all members of the conversation for each user.</summary>
    private const string MembershipsSql =
        $"""
        SELECT {ParticipantColumns}, p.ended_at, p.ended_by_app
        FROM json_each($users) u
        CROSS JOIN participants p ON p.conversation = $conversation AND p.user_id = u.value
        """;

    private const string MembershipSql =
        $"SELECT {ParticipantColumns}, p.ended_at, p.ended_by_app FROM participants p WHERE p.conversation = $conversation AND p.user_id = $user";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ReadTogetherAsync(
            session =>
            {
                var page = session.All(
                    ListParticipantsSql,
                    ConversationReader.ReadParticipant,
                    ("$joined", window.After?.JoinedAt.Milliseconds() ?? long.MaxValue),
                    ("$after", window.After?.UserId.Value ?? ""),
                    ("$id", window.ConversationId.Value),
                    ("$viewer", window.Viewer?.Value),
                    ("$limit", window.Limit));
                return page.Count > 0 || IsSeen(session, window.ConversationId, window.Viewer) ? (IReadOnlyList<Participant>)page : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Participant?> FindParticipantAsync(
        ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(
            FindParticipantSql,
            ConversationReader.ReadParticipant,
            ("$user", userId.Value),
            ("$id", id.Value),
            ("$viewer", viewer?.Value)),
        cancellationToken);

    private static bool IsSeen(SqliteSession session, ConversationId id, UserId? viewer) =>
        session.First(IsSeenSql, static (ref _) => true, ("$id", id.Value), ("$viewer", viewer?.Value));

    private static Dictionary<UserId, Membership> ReadMemberships(SqliteSession session, long conversation, IReadOnlyCollection<UserId> users)
    {
        var rows = users.Count == 1
            ? session.All(MembershipSql, ReadMembership, ("$conversation", conversation), ("$user", users.First().Value))
            : session.All(MembershipsSql, ReadMembership, ("$users", ToJson(users.Distinct())), ("$conversation", conversation));
        return rows.ToDictionary(membership => membership.Participant.UserId);
    }

    private static Membership ReadMembership(ref RowReader row) =>
        new(ConversationReader.ReadParticipant(ref row), row.NextTimeOrNull(), row.NextBoolean());
}
