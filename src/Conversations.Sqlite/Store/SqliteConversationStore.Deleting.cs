namespace Conversations;

/// <content>Deletes messages, and finds the last message that is left.</content>
public sealed partial class SqliteConversationStore
{
    private const string DeleteMessageSql =
        """
        UPDATE messages
        SET text = NULL, custom = NULL, created_at = 0, edited_at = NULL, revision = 0, reply_to = NULL, origin = 0, hash = NULL, emoji_count = 0,
            sent_at = coalesce(sent_at, created_at)
        WHERE conversation = $conversation AND sequence = $sequence
        """;

    private const string DeleteReactionsSql = "DELETE FROM reactions WHERE conversation = $conversation AND sequence = $sequence";

    private const string UncountMessageSql =
        "UPDATE conversations SET message_count = message_count - 1 WHERE number = $number RETURNING last_message, last_existing, last_sent";

    private const string ExistingBeforeSql =
        """
        SELECT sequence FROM messages
        WHERE conversation = $conversation AND sequence < $before AND text IS NOT NULL
        ORDER BY sequence DESC LIMIT 1
        """;

    /// <summary>Finds a message that was sent, or an imported one that leads back to it, and null or where it leads.</summary>
    private const string SentBeforeSql =
        """
        SELECT sequence, sent_before FROM messages
        WHERE conversation = $conversation AND sequence < $before AND text IS NOT NULL AND (origin <> 2 OR sent_before IS NOT NULL)
        ORDER BY sequence DESC LIMIT 1
        """;

    /// <summary>Marks the participants who see no message any more.</summary>
    private const string EmptySql = "UPDATE participants SET is_empty = 1 WHERE conversation = $conversation AND is_empty = 0 AND ended_at IS NULL";

    private const string EmptyHiddenSql =
        """
        UPDATE participants INDEXED BY participants_hidden SET is_empty = 1
        WHERE conversation = $conversation AND visible_from > 1 AND visible_from > $last AND is_empty = 0 AND ended_at IS NULL
        """;

    private static readonly string _setLastSql =
        $"""
        UPDATE conversations
        SET last_existing = $existing, last_sent = $sent, last_message = {Visible.Newest("$number", "$sent", "1")},
            listed_at = iif($isUnlisted, NULL, listed_at)
        WHERE number = $number
        """;

    private static void Delete(SqliteSession session, Head head, MessageHead message)
    {
        var (conversation, sequence) = (head.Number, message.Sequence);
        session.Run(DeleteReactionsSql, ("$conversation", conversation), ("$sequence", sequence));
        session.Run(DeleteMessageSql, ("$conversation", conversation), ("$sequence", sequence));
        var (last, existing, sent) = session.First(
            UncountMessageSql, static (ref row) => (row.NextInt64OrNull(), row.NextInt64OrNull(), row.NextInt64OrNull()), ("$number", conversation));
        if (sequence != last && sequence != existing && sequence != sent)
            return;

        var isUnlisted = false;
        if (sequence == existing)
        {
            existing = session.First(
                ExistingBeforeSql, static (ref row) => row.NextInt64OrNull(), ("$conversation", conversation), ("$before", sequence));
            isUnlisted = MarkEmpty(session, conversation, existing);
        }

        session.Run(
            _setLastSql,
            ("$existing", existing),
            ("$sent", sequence == sent ? FindSentBefore(session, conversation, sequence) : sent),
            ("$isUnlisted", isUnlisted),
            ("$number", conversation));
    }

    /// <summary>Marks the participants who see no message any more, now that this one is the last.</summary>
    /// <returns>Whether there are any. The next message must then move all participants.</returns>
    private static bool MarkEmpty(SqliteSession session, long conversation, long? last) => last is null
        ? session.Run(EmptySql, ("$conversation", conversation)) > 0
        : session.Run(EmptyHiddenSql, ("$conversation", conversation), ("$last", last)) > 0;

    /// <summary>Finds the last message before a sequence that was sent. It passes over a whole import in one step.</summary>
    private static long? FindSentBefore(SqliteSession session, long conversation, long sequence)
    {
        for (var before = sequence; ;)
        {
            var (found, leadsTo) = session.First(
                SentBeforeSql, static (ref row) => (row.NextInt64OrNull(), row.NextInt64OrNull()), ("$conversation", conversation), ("$before", before));
            if (leadsTo is not { } place)
                return found;

            before = place + 1;
        }
    }
}
