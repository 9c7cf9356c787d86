using Conversations.Storage;

namespace Conversations;

/// <content>Replaces the id of an erased user in what stays.</content>
public sealed partial class SqliteConversationStore
{
    private const string NextSentSql =
        """
        SELECT max(sequence), count(*) FROM (
            SELECT sequence FROM messages
            WHERE conversation = $conversation AND sequence > $from AND version <= $upTo AND (sender_id = $user OR actor = $user)
            ORDER BY sequence LIMIT $limit + 0)
        """;

    private const string ReplaceSendersSql =
        """
        UPDATE messages SET sender_id = iif(sender_id = $user, $replacement, sender_id), actor = iif(actor = $user, $replacement, actor)
        WHERE conversation = $conversation AND sequence > $from AND sequence <= $to AND (sender_id = $user OR actor = $user)
        """;

    private const string NextLoggedSql =
        $"""
        SELECT max(version), count(*) FROM (
            SELECT l.version FROM changes l
            WHERE l.conversation = $conversation AND l.version > $from AND l.version <= $upTo AND {ChangeNames}
            ORDER BY l.version LIMIT $limit + 0)
        """;

    private const string ReplaceLoggedSql =
        $"""
        UPDATE changes AS l
        SET actor = iif(actor = $user, $replacement, actor), user_id = iif(user_id = $user, $replacement, user_id),
            users = iif(users IS NULL, NULL, (SELECT json_group_array(iif(u.value = $user, $replacement, u.value)) FROM json_each(l.users) u))
        WHERE l.conversation = $conversation AND l.version > $from AND l.version <= $to AND {ChangeNames}
        """;

    private const string NextReactionsSql =
        """
        SELECT max(version), count(*) FROM (
            SELECT version FROM reactions
            WHERE conversation = $conversation AND version > $from AND version <= $upTo AND user_id = $user
            ORDER BY version LIMIT $limit + 0)
        """;

    /// <summary>Of two equal reactions, one of the user and one of the replacement, removes the later one.</summary>
    private const string MergeReactionsSql =
        """
        DELETE FROM reactions AS r
        WHERE r.conversation = $conversation AND r.user_id IN ($user, $replacement) AND EXISTS (
            SELECT 1 FROM reactions o
            WHERE o.conversation = $conversation AND o.sequence = r.sequence AND o.emoji = r.emoji AND o.user_id IN ($user, $replacement)
                AND o.user_id <> r.user_id AND o.version < r.version AND iif(r.user_id = $user, r.version, o.version) <= $to)
        """;

    private const string ReplaceReactorsSql =
        "UPDATE reactions SET user_id = $replacement WHERE conversation = $conversation AND user_id = $user AND version <= $to";

    /// <summary>A later change about the membership shows that it is the one of another person.</summary>
    private const string ForgetSql =
        """
        DELETE FROM participants
        WHERE conversation = $conversation AND user_id = $user AND ended_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM changes l
            WHERE l.conversation = $conversation AND l.version > $upTo AND l.sequence IS NULL
                AND (l.user_id = $user OR EXISTS (SELECT 1 FROM json_each(l.users) u WHERE u.value = $user)))
        """;

    /// <inheritdoc/>
    public Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        WriteAsync<ReplacedUpTo?>(
            session => Head.Find(session, id, userId: null) switch
            {
                null => null,

                // Rows that wait to be purged also name the user.
                { State: HeadState.HasRemains } head when Purge(session, head.Number) => from,
                var head => new Replacing(session, head.Number, userId, replacement, upTo).Run(from),
            },
            cancellationToken);

    /// <summary>One call, which replaces a bounded number of rows in each table.</summary>
    private readonly record struct Replacing(SqliteSession Session, long Conversation, UserId UserId, UserId Replacement, long UpTo)
    {
        /// <returns>The position from which to continue, or null if nothing is left.</returns>
        internal ReplacedUpTo? Run(ReplacedUpTo from)
        {
            var (sequence, moreSent) = Next(NextSentSql, from.Sequence);
            if (moreSent is not null)
                Replace(ReplaceSendersSql, sequence, ("$from", from.Sequence));

            var (version, moreLogged) = Next(NextLoggedSql, from.Version);
            if (moreLogged is not null)
                Replace(ReplaceLoggedSql, version, ("$from", from.Version));

            // A reaction that was replaced is not found again, so this needs no position.
            var (reaction, moreReactions) = Next(NextReactionsSql, 0);
            if (moreReactions is not null)
            {
                Replace(MergeReactionsSql, reaction);
                Replace(ReplaceReactorsSql, reaction);
            }

            Session.Run(ForgetSql, ("$conversation", Conversation), ("$user", UserId.Value), ("$upTo", UpTo));
            Session.Run(ForgetDepartureSql, ("$conversation", Conversation), ("$user", UserId.Value), ("$upTo", UpTo));
            return moreSent == true || moreLogged == true || moreReactions == true ? new(sequence, version) : null;
        }

        /// <returns>The place of the last row to replace, and whether there may be more; null if there is no row.</returns>
        private (long Place, bool? HasMore) Next(string sql, long from)
        {
            var (to, count) = Session.First(
                sql,
                static (ref row) => (row.NextInt64OrNull(), row.NextInt32()),
                ("$conversation", Conversation),
                ("$from", from),
                ("$upTo", UpTo),
                ("$user", UserId.Value),
                ("$limit", BatchSize));
            return to is { } place ? (place, count == BatchSize) : (from, null);
        }

        private void Replace(string sql, long to, params (string, object?)[] more) => Session.Run(
            sql, [("$conversation", Conversation), ("$user", UserId.Value), ("$replacement", Replacement.Value), ("$to", to), .. more]);
    }
}
