using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Fills the library's own tables by SQL, because the library would take hours to send millions of messages.</summary>
internal static class GeneratedRows
{
    internal const long SmallCount = 10_000;
    internal const long BigCount = 10_000_000;

    internal static ConversationId Small { get; } = new("room-1");

    internal static ConversationId Big { get; } = new("room-2");

    /// <summary>
    /// Adds conversations with two participants each, whose last activities are
    /// two minutes apart and whose logs of changes are pruned.
    /// </summary>
    internal static void AddConversations(string path, long first, long count, string reader, long messages)
    {
        using var connection = Bare.Open(path);
        var range = $"WITH RECURSIVE one (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM one WHERE n < {first + count - 1})";
        connection.Run(
            $"""
            BEGIN IMMEDIATE;
            {range}
            INSERT INTO conversations (
                number, id, state, created_at, participant_count, message_count, last_message, last_sequence, last_activity_at, listed_at, version,
                settings_version, log_after)
            SELECT n, 'room-' || n, 1, 1700000000000, 2, {messages}, {messages}, {messages}, 1700000000000 + n * 120000, 1700000000000 + n * 120000,
                {messages + 1}, 1, {messages + 1}
            FROM one;
            {range}
            INSERT INTO participants (
                conversation, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_at, ended_by_app, listed_at, is_empty)
            SELECT n, user, 0, 0, 1700000000000, 0, 0, 0, NULL, 0, 1700000000000 + n * 120000, 0
            FROM one, (SELECT '{reader}' AS user UNION ALL SELECT 'user-0');
            COMMIT
            """);
        for (var number = first; messages > 1 && number < first + count; number++)
            AddMessages(connection, number, messages);

        if (messages == 1)
            connection.Run($"{range} {InsertMessages} SELECT n, 1, 'message-' || n, 'user-0', {Text}, 1700000000000 + n * 120000, 0, 0, zeroblob(16), 0, 2 FROM one");
    }

    /// <summary>
    /// Returns the path of a file of more than a gigabyte, with one conversation of 10,000
    /// messages and one of 10,000,000. The first call makes the file.
    /// </summary>
    internal static async Task<string> MakeBigFileAsync(SqliteFolder folder)
    {
        if (folder.BigFile is not null)
            return folder.BigFile;

        var start = Stopwatch.GetTimestamp();
        var path = folder.File("big");
        await using (var app = StoreApp.OnSqlite(path))
            await app.MakeAsync();

        AddConversations(path, 1, 1, "reader", SmallCount);
        AddConversations(path, 2, 1, "reader", BigCount);
        Console.WriteLine($"{BigCount:N0} messages were inserted by SQL in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s.\n");
        return folder.BigFile = path;
    }

    private const string Text = "'Is it still available? I could come by at ' || (n % 24) || ':00.'";

    private const string InsertMessages =
        "INSERT INTO messages (conversation, sequence, id, sender_id, text, created_at, revision, origin, hash, emoji_count, version)";

    private static void AddMessages(Microsoft.Data.Sqlite.SqliteConnection connection, long number, long count)
    {
        const long step = 500_000;
        for (var from = 1L; from <= count; from += step)
        {
            connection.Run(
                $"""
                WITH RECURSIVE one (n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM one WHERE n < {Math.Min(from + step - 1, count)})
                {InsertMessages}
                SELECT {number}, n, printf('message-%012d', n), 'user-0', {Text}, 1700000000000 + n, 0, 0, zeroblob(16), 0, n + 1 FROM one
                """);
        }

        connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
