namespace Conversations;

/// <summary>
/// What the participant "p" sees of the conversation "c". If "p" comes from an outer join that found none, the app reads, which sees everything.
/// </summary>
internal static class Visible
{
    /// <summary>The first visible sequence.</summary>
    internal const string From = "coalesce(p.visible_from, 1)";

    /// <summary>
    /// The number of visible messages: of a participant who does not see all of the past, the difference of two sequences minus the deleted
    /// messages, which are the only rows that are read.
    /// </summary>
    internal const string Count =
        """
        CASE WHEN coalesce(p.visible_from, 1) = 1 THEN c.message_count
        ELSE max(0, c.last_sequence - max(p.visible_from - 1, c.sequence_after) - (
            SELECT count(*) FROM messages d INDEXED BY messages_deleted
            WHERE d.conversation = c.number AND d.sequence >= p.visible_from AND d.text IS NULL)) END
        """;

    /// <summary>
    /// Joins the last visible message "m" and the message "a" that it replies to. In most cases it is the last message of the conversation.
    /// </summary>
    internal static readonly string JoinLast =
        $"""
        LEFT JOIN messages m ON m.conversation = c.number AND m.sequence =
            CASE WHEN c.last_message >= {From} THEN c.last_message WHEN c.last_existing >= p.visible_from THEN {Newest("c.number", "c.last_sent", "p.visible_from")} END
        {MessageReader.JoinAnswered} AND a.sequence >= {From}
        """;

    /// <summary>
    /// Returns an expression for the sequence of the newest message from a sequence on: the newest imported one that is later than the last
    /// sent one, otherwise the last sent one.
    /// </summary>
    /// <param name="number">The number of the conversation.</param>
    /// <param name="lastSent">The sequence of the last existing message that was sent, or null.</param>
    /// <param name="from">The sequence.</param>
    internal static string Newest(string number, string lastSent, string from) =>
        $"""
        coalesce((
            SELECT i.sequence FROM messages i INDEXED BY messages_imported
            WHERE i.conversation = {number} AND i.origin = 2 AND i.text IS NOT NULL AND i.sequence >= {from} AND (i.created_at, i.sequence) > (
                SELECT s.created_at, s.sequence FROM messages s
                WHERE s.conversation = {number} AND s.sequence = {lastSent} AND s.sequence >= {from}
                UNION ALL SELECT -9223372036854775808, 0 LIMIT 1)
            ORDER BY i.created_at DESC, i.sequence DESC LIMIT 1), iif({lastSent} >= {from}, {lastSent}, NULL))
        """;
}
