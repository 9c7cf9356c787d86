namespace Conversations;

/// <content>Keeps which users no longer take part in conversations.</content>
public sealed partial class SqliteConversationStore
{
    private const string DepartSql = $"INSERT INTO departures (conversation, user_id, version, at) VALUES ($conversation, $user, $version, $now) {AndReplace}";

    private const string DepartAllSql =
        $"""
        INSERT INTO departures (conversation, user_id, version, at)
        SELECT conversation, user_id, $version, $now FROM participants WHERE conversation = $conversation AND ended_at IS NULL
        {AndReplace}
        """;

    private const string AndReplace = "ON CONFLICT (conversation, user_id) DO UPDATE SET version = excluded.version, at = excluded.at";

    /// <summary>The condition that the user of "d" does not take part again in its conversation "c".</summary>
    private const string HasDeparted =
        """
        NOT EXISTS (
            SELECT 1 FROM participants q
            WHERE q.conversation = d.conversation AND q.user_id = d.user_id AND q.ended_at IS NULL AND c.state = 1)
        """;

    /// <summary>A departure after the end of the erased user is the one of another person, unless the log no longer tells of it.</summary>
    private const string ForgetDepartureSql =
        """
        DELETE FROM departures
        WHERE conversation = $conversation AND user_id = $user
            AND version <= max($upTo, (SELECT c.log_after FROM conversations c WHERE c.number = $conversation))
        """;

    private const string OldDeparturesSql = $"SELECT max(at) FROM ({OldDepartures})";

    private const string PruneDeparturesSql = $"DELETE FROM departures WHERE (conversation, user_id) IN (SELECT conversation, user_id FROM ({OldDepartures}))";

    private const string OldDepartures =
        "SELECT conversation, user_id, at FROM departures WHERE at < $before AND user_id <> '' ORDER BY at, conversation, user_id LIMIT $limit + 0";

    private const string SetPrunedSql =
        """
        INSERT INTO departures (conversation, user_id, version, at) VALUES (0, '', 0, $at)
        ON CONFLICT (conversation, user_id) DO UPDATE SET at = max(at, excluded.at)
        """;

    /// <summary>Removes a bounded number of old departures, and keeps the time of the last one.</summary>
    private static void PruneDepartures(SqliteSession session, long before)
    {
        if (session.First(OldDeparturesSql, static (ref row) => row.NextInt64OrNull(), ("$before", before), ("$limit", MostPruned)) is not { } at)
            return;

        session.Run(PruneDeparturesSql, ("$before", before), ("$limit", MostPruned));
        session.Run(SetPrunedSql, ("$at", at));
    }
}
