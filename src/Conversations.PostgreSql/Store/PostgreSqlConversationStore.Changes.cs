using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>The log of changes.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string LogSql =
        """
        INSERT INTO @schema.changes (conversation_id, version, kind, at, actor, user_id, users, sequence, revision, emoji)
        VALUES (@id, @version, @kind, @at, @actor, @user, @users::text[], @sequence::bigint, @revision::integer, @emoji)
        """;

    private const string LogAfterSql = "SELECT log_after FROM @schema.conversations WHERE conversation_id = @id";

    private const string ListChangesSql =
        """
        SELECT l.version, l.kind, l.at, l.actor, l.user_id, l.users, l.sequence, l.revision, l.emoji, m.message_id
        FROM @schema.changes l
        LEFT JOIN @schema.messages m ON m.conversation_id = l.conversation_id AND m.sequence = l.sequence
        WHERE l.conversation_id = @id AND l.version > @after
        ORDER BY l.version
        LIMIT @limit
        """;

    /// <inheritdoc/>
    public Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) => ReadTogetherAsync(
        async session =>
        {
            var start = await session.FirstAsync(LogAfterSql, static row => (long?)row.GetInt64(0), cancellationToken, ("id", id.Value)).ConfigureAwait(false);
            if (start is not { } begin)
                return new ChangeSlice([], IsPruned: false);

            // What was logged before a deletion goes with it, also where it was not purged yet.
            var changes = await session.AllAsync(
                ListChangesSql,
                row => ReadChange(row, id),
                cancellationToken,
                ("id", id.Value),
                ("after", Math.Max(after, begin)),
                ("limit", limit)).ConfigureAwait(false);
            return new ChangeSlice(changes, IsPruned: after < begin);
        },
        cancellationToken);

    private static Task<int> LogAsync(PostgreSqlSession session, long version, Change change, long? sequence)
    {
        var users = change switch
        {
            ConversationCreated created => created.Participants,
            ConversationUpdated updated => updated.Participants,
            _ => [],
        };
        return session.RunAsync(
            LogSql,
            CancellationToken.None,
            ("id", change.ConversationId.Value),
            ("version", version),
            ("kind", (short)KindOf(change)),
            ("at", change.At),
            ("actor", change.Actor?.Value),
            ("user", UserOf(change)?.Value),
            ("users", users.Count == 0 ? null : users.ToColumn()),
            ("sequence", sequence),
            ("revision", (change as MessageEdited)?.Revision),
            ("emoji", (change as ReactionChange)?.Emoji));
    }

    private static UserId? UserOf(Change change) => change switch
    {
        ParticipantAdded added => added.UserId,
        ParticipantUpdated updated => updated.UserId,
        ParticipantRemoved removed => removed.UserId,
        ReactionChange reaction => reaction.UserId,
        _ => null,
    };

    private static ChangeKind KindOf(Change change) => change switch
    {
        ConversationCreated => ChangeKind.ConversationCreated,
        ConversationUpdated => ChangeKind.ConversationUpdated,
        ConversationDeleted => ChangeKind.ConversationDeleted,
        ParticipantAdded => ChangeKind.ParticipantAdded,
        ParticipantUpdated => ChangeKind.ParticipantUpdated,
        ParticipantRemoved => ChangeKind.ParticipantRemoved,
        MessageSent => ChangeKind.MessageSent,
        MessageEdited => ChangeKind.MessageEdited,
        MessageDeleted => ChangeKind.MessageDeleted,
        ReactionAdded => ChangeKind.ReactionAdded,
        ReactionRemoved => ChangeKind.ReactionRemoved,
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private static Change ReadChange(NpgsqlDataReader row, ConversationId id)
    {
        var (version, at, actor, sequence) = (row.GetInt64(0), row.Time(2), row.UserOrNull(3), row.Number(6) ?? 0);
        return (ChangeKind)row.GetInt16(1) switch
        {
            ChangeKind.ConversationCreated => new ConversationCreated { ConversationId = id, Version = version, At = at, Actor = actor, Participants = Users() },
            ChangeKind.ConversationUpdated => new ConversationUpdated { ConversationId = id, Version = version, At = at, Actor = actor, Participants = Users() },
            ChangeKind.ConversationDeleted => new ConversationDeleted { ConversationId = id, Version = version, At = at, Actor = actor },
            ChangeKind.ParticipantAdded => new ParticipantAdded { ConversationId = id, Version = version, At = at, Actor = actor, UserId = row.User(4) },
            ChangeKind.ParticipantUpdated => new ParticipantUpdated { ConversationId = id, Version = version, At = at, Actor = actor, UserId = row.User(4) },
            ChangeKind.ParticipantRemoved => new ParticipantRemoved { ConversationId = id, Version = version, At = at, Actor = actor, UserId = row.User(4) },
            ChangeKind.MessageSent => new MessageSent { ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence },
            ChangeKind.MessageEdited => new MessageEdited
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence, Revision = row.GetInt32(7),
            },
            ChangeKind.MessageDeleted => new MessageDeleted { ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence },
            ChangeKind.ReactionAdded => new ReactionAdded
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence, UserId = row.User(4), Emoji = row.GetString(8),
            },
            ChangeKind.ReactionRemoved => new ReactionRemoved
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence, UserId = row.User(4), Emoji = row.GetString(8),
            },
            var kind => throw new StorageException($"The log of changes has an unknown kind {(int)kind}. Update Conversations.PostgreSql."),
        };

        UserId[] Users() => row.IsDBNull(5) ? [] : [.. row.GetFieldValue<string[]>(5).Select(UserId.FromStored)];
    }
}
