using Conversations.Storage;

namespace Conversations;

/// <content>Replacing the id of an erased user in what stays.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string NextSentSql =
        """
        SELECT max(sequence), count(*) FROM (
            SELECT sequence FROM @schema.messages
            WHERE conversation_id = @id AND sequence > @from AND version <= @upTo AND (sender_id = @user OR actor = @user)
            ORDER BY sequence LIMIT @limit) s
        """;

    private const string ReplaceSendersSql =
        """
        UPDATE @schema.messages
        SET sender_id = CASE WHEN sender_id = @user THEN @replacement ELSE sender_id END,
            actor = CASE WHEN actor = @user THEN @replacement ELSE actor END
        WHERE conversation_id = @id AND sequence > @from AND sequence <= @to AND (sender_id = @user OR actor = @user)
        """;

    private const string NextLoggedSql =
        $"""
        SELECT max(version), count(*) FROM (
            SELECT l.version FROM @schema.changes l
            WHERE l.conversation_id = @id AND l.version > @from AND l.version <= @upTo AND {ChangeNames}
            ORDER BY l.version LIMIT @limit) s
        """;

    private const string ReplaceLoggedSql =
        $"""
        UPDATE @schema.changes AS l
        SET actor = CASE WHEN l.actor = @user THEN @replacement ELSE l.actor END,
            user_id = CASE WHEN l.user_id = @user THEN @replacement ELSE l.user_id END,
            users = array_replace(l.users, @user COLLATE "C", @replacement COLLATE "C")
        WHERE l.conversation_id = @id AND l.version > @from AND l.version <= @to AND {ChangeNames}
        """;

    private const string NextReactionsSql =
        """
        SELECT max(version), count(*) FROM (
            SELECT version FROM @schema.reactions
            WHERE conversation_id = @id AND version > @from AND version <= @upTo AND user_id = @user
            ORDER BY version LIMIT @limit) s
        """;

    /// <summary>Removes the later one of two equal reactions, of which one is the user's and one the replacement's.</summary>
    private const string MergeReactionsSql =
        """
        DELETE FROM @schema.reactions AS r
        WHERE r.conversation_id = @id AND r.user_id IN (@user, @replacement) AND EXISTS (
            SELECT 1 FROM @schema.reactions o
            WHERE o.conversation_id = @id AND o.sequence = r.sequence AND o.emoji = r.emoji AND o.user_id IN (@user, @replacement)
                AND o.user_id <> r.user_id AND o.version < r.version AND CASE WHEN r.user_id = @user THEN r.version ELSE o.version END <= @to)
        """;

    private const string ReplaceReactorsSql =
        "UPDATE @schema.reactions SET user_id = @replacement WHERE conversation_id = @id AND user_id = @user AND version <= @to";

    /// <summary>If a later change is about the membership, it is that of another person.</summary>
    private const string IsOfNoOther =
        """
        NOT EXISTS (
            SELECT 1 FROM @schema.changes l
            WHERE l.conversation_id = @id AND l.version > @upTo AND l.sequence IS NULL AND (l.user_id = @user OR @user = ANY (l.users)))
        """;

    private const string ForgetSql =
        $"""
        DELETE FROM @schema.participants
        WHERE conversation_id = @id AND user_id = @user AND ended_at IS NOT NULL AND {IsOfNoOther}
        """;

    /// <summary>The log of a deleted conversation may be gone, and then the erasure does not know the version of the deletion.</summary>
    private const string ForgetDepartureSql =
        $"""
        DELETE FROM @schema.departures
        WHERE conversation_id = @id AND user_id = @user AND (version <= @upTo OR {IsOfNoOther})
        """;

    /// <inheritdoc/>
    public Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        WriteAsync<ReplacedUpTo?>(
            async session =>
            {
                var head = await Head.LockAsync(session, id).ConfigureAwait(false);
                if (head is null)
                    return null;

                // Rows that wait to be purged also name the user.
                return head.State == HeadState.HasRemains && await PurgeAsync(session, id).ConfigureAwait(false)
                    ? from
                    : await new Replacing(session, id, userId, replacement, upTo).RunAsync(from).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>One call, which replaces a bounded number of rows of each table.</summary>
    private readonly record struct Replacing(PostgreSqlSession Session, ConversationId Id, UserId UserId, UserId Replacement, long UpTo)
    {
        /// <summary>Replaces rows, and returns how far it came, or null if nothing is left.</summary>
        internal async Task<ReplacedUpTo?> RunAsync(ReplacedUpTo from)
        {
            var (sequence, moreSent) = await NextAsync(NextSentSql, from.Sequence).ConfigureAwait(false);
            if (moreSent is not null)
                await ReplaceAsync(ReplaceSendersSql, sequence, ("from", from.Sequence)).ConfigureAwait(false);

            var (version, moreLogged) = await NextAsync(NextLoggedSql, from.Version).ConfigureAwait(false);
            if (moreLogged is not null)
                await ReplaceAsync(ReplaceLoggedSql, version, ("from", from.Version)).ConfigureAwait(false);

            // What was replaced is not found again, so this needs no position.
            var (reaction, moreReactions) = await NextAsync(NextReactionsSql, from: 0).ConfigureAwait(false);
            if (moreReactions is not null)
            {
                await ReplaceAsync(MergeReactionsSql, reaction).ConfigureAwait(false);
                await ReplaceAsync(ReplaceReactorsSql, reaction).ConfigureAwait(false);
            }

            await Session.RunTogetherAsync(
                [ForgetSql, ForgetDepartureSql], ("id", Id.Value), ("user", UserId.Value), ("upTo", UpTo)).ConfigureAwait(false);
            return moreSent == true || moreLogged == true || moreReactions == true ? new(sequence, version) : null;
        }

        /// <summary>Returns the place of the last row to replace, and whether there may be more; null if there is no row.</summary>
        private async Task<(long Place, bool? HasMore)> NextAsync(string sql, long from)
        {
            var (to, count) = await Session.FirstAsync(
                sql,
                static (ref row) => (row.NextInt64OrNull(), row.NextInt64()),
                ("id", Id.Value),
                ("from", from),
                ("upTo", UpTo),
                ("user", UserId.Value),
                ("limit", BatchSize)).ConfigureAwait(false);
            return to is { } place ? (place, count == BatchSize) : (from, null);
        }

        private Task<int> ReplaceAsync(string sql, long to, params (string, object?)[] more) => Session.RunAsync(
            sql, [("id", Id.Value), ("user", UserId.Value), ("replacement", Replacement.Value), ("to", to), .. more]);
    }
}
