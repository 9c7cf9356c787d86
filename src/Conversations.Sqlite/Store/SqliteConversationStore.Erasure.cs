using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Erases a user: keeps the record of the erasure, and rewrites and deletes messages.</content>
public sealed partial class SqliteConversationStore
{
    private const string BeginErasureSql = "INSERT INTO erasures (user_id, erased_id, keeps_text) VALUES ($user, $erased, $keeps) ON CONFLICT (user_id) DO NOTHING";

    private const string FindErasureSql = "SELECT erased_id, keeps_text FROM erasures WHERE user_id = $user";

    private const string EndErasureSql = "DELETE FROM erasures WHERE user_id = $user";

    private const string RewriteSql =
        """
        UPDATE messages SET text = $text, custom = $custom
        WHERE conversation = $conversation AND sequence = $sequence AND revision = $revision AND text IS NOT NULL
        """;

    private const string SentSql =
        """
        SELECT sequence FROM messages
        WHERE conversation = $conversation AND sequence > $after AND sequence <= $upTo AND sender_id = $sender AND text IS NOT NULL
        ORDER BY sequence LIMIT $limit + 0
        """;

    private const string IsThereSql = "SELECT 1 FROM messages WHERE conversation = $conversation AND sequence = $sequence AND text IS NOT NULL";

    /// <inheritdoc/>
    public Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return WriteAsync(
            session =>
            {
                session.Run(BeginErasureSql, ("$user", erasure.UserId.Value), ("$erased", erasure.ErasedId.Value), ("$keeps", erasure.KeepsText));
                return session.First(FindErasureSql, (ref row) => new Erasure(erasure.UserId, row.NextUser(), row.NextBoolean()), ("$user", erasure.UserId.Value))!;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.Run(EndErasureSql, ("$user", userId.Value)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rewrites);
        return WriteAsync(
            session => Head.Find(session, id, userId: null) is not { State: HeadState.Exists } head
                || Rewrite(session, head.Number, rewrites),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default) => WriteAsync(
        session => Head.Find(session, id, userId: null) is { State: HeadState.Exists } head
            ? DeleteMessagesOf(session, head, senderId, (after, upTo), new MessageDeleted { ConversationId = id, At = at, MessageId = default }, Now)
            : new(0, after),
        cancellationToken);

    /// <summary>Rewrites every message that can be rewritten, including those after a message that cannot.</summary>
    /// <returns>Whether all of them were rewritten or deleted.</returns>
    private static bool Rewrite(SqliteSession session, long conversation, IReadOnlyList<MessageRewrite> rewrites)
    {
        var areAllWritten = true;
        foreach (var rewrite in rewrites)
            areAllWritten &= Rewrite(session, conversation, rewrite);

        return areAllWritten;
    }

    private static bool Rewrite(SqliteSession session, long conversation, MessageRewrite rewrite) =>
        session.Run(
            RewriteSql,
            ("$text", rewrite.Content.Text),
            ("$custom", rewrite.Content.Custom.ToColumn()),
            ("$conversation", conversation),
            ("$sequence", rewrite.Sequence),
            ("$revision", rewrite.Revision)) == 1
        || !session.First(IsThereSql, static (ref _) => true, ("$conversation", conversation), ("$sequence", rewrite.Sequence));

    /// <summary>Deletes a bounded number of messages, each as the commit of its own that the change describes.</summary>
    private static DeletedUpTo DeleteMessagesOf(SqliteSession session, Head head, UserId senderId, (long After, long UpTo) range, MessageDeleted change, long now)
    {
        var sequences = session.All(
            SentSql,
            static (ref row) => row.NextInt64(),
            ("$conversation", head.Number),
            ("$sender", senderId.Value),
            ("$after", range.After),
            ("$upTo", range.UpTo),
            ("$limit", BatchSize));
        if (sequences.Count == 0)
            return new(0, range.After);

        var version = head.Version;
        foreach (var sequence in sequences)
        {
            Delete(session, head, new(sequence, Revision: 0, EmojiCount: 0));
            Log(session, head.Number, ++version, change, sequence);
        }

        Raise(session, head, version, now);
        return new(sequences.Count, sequences[^1]);
    }
}
