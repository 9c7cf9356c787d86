namespace Conversations;

/// <summary>
/// How far the handler "h" is in the conversation "c", of which "d" is the row, if there is one.
/// </summary>
internal static class Progress
{
    /// <summary>Joins the row.</summary>
    internal const string JoinRow = "LEFT JOIN deliveries d ON d.handler = h.name AND d.conversation = c.number";

    /// <summary>The condition that no walk has still to give the handler its position.</summary>
    internal const string IsWalked = "(h.walked_to IS NULL OR c.id <= h.walked_to)";

    /// <summary>The position, or null if the handler has none yet.</summary>
    internal const string Position = $"coalesce(d.position, iif({IsWalked}, coalesce(c.pending, c.version), NULL))";

    /// <summary>The condition that the row is neither parked nor due later, or does not keep new changes waiting.</summary>
    internal const string IsDue = "((coalesce(d.is_parked, 0) = 0 AND coalesce(d.due_at, $now) <= $now) OR d.tried_to < c.version)";

    /// <summary>The condition that no living host has leased the row.</summary>
    internal const string IsFree = "(d.owner IS NULL OR NOT EXISTS (SELECT 1 FROM delivery_hosts o WHERE o.host = d.owner AND o.alive_until > $now))";

    /// <summary>
    /// Returns an expression for the sequence of the first message that was sent after a version of "c", which must not be before its log.
    /// The number of messages after it is the number of later versions minus the number of later other changes.
    /// </summary>
    internal static string FirstSentAfter(string version) =>
        $"""
        (c.last_sequence + 1 - (c.version - {version}) + (SELECT count(*) FROM changes o WHERE o.conversation = c.number AND o.version > {version}))
        """;

    /// <summary>Returns an expression for the version of "c" before the first change of its log at or after a time.</summary>
    internal static string VersionBefore(string time) =>
        $"""
        min(
            coalesce((
                SELECT l.version - 1 FROM changes l
                WHERE l.conversation = c.number AND l.version > c.log_after AND l.at >= {time}
                ORDER BY l.version LIMIT 1), c.version),
            coalesce((
                SELECT s.version - 1 FROM messages s
                WHERE s.conversation = c.number AND s.sequence >= {FirstSentAfter("c.log_after")} AND coalesce(s.sent_at, s.created_at) >= {time}
                ORDER BY s.sequence LIMIT 1), c.version))
        """;
}
