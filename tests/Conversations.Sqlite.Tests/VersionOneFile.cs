namespace Conversations.Sqlite.Tests;

/// <summary>Makes a file as the first version of the library left it: its schema, and rows as its statements wrote them.</summary>
internal static class VersionOneFile
{
    /// <summary>A room with sent, imported and deleted messages, a room whose messages were all deleted, and one that was created again.</summary>
    private const string Rows =
        """
        INSERT INTO conversations
            (number, id, state, subject, created_at, participant_count, message_count, last_message, last_sequence, last_activity_at, listed_at, version,
            settings_version, log_after)
        VALUES
            (1, 'room', 1, 'House', 1000, 2, 3, 4, 5, 90000, 5000, 6, 1, 0),
            (2, 'silent', 1, NULL, 1000, 2, 0, NULL, 1, 2000, 2000, 3, 1, 0),
            (3, 'again', 1, NULL, 8000, 1, 1, 8, 8, 9000, 9000, 10, 3, 8),
            (4, 'same-time', 1, NULL, 1000, 1, 2, 2, 2, 3000, 3000, 3, 1, 0),
            (5, 'deleted', 0, NULL, 0, 0, 0, NULL, 3, NULL, NULL, 5, 2, 5);
        INSERT INTO participants
            (conversation, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_at, ended_by_app, listed_at, is_empty)
        VALUES
            (1, 'alice', 0, 0, 1000, 0, 5, 0, NULL, 0, 5000, 0), (1, 'bob', 0, 0, 1000, 0, 1, 1, NULL, 0, 5000, 0),
            (2, 'alice', 0, 0, 1000, 0, 1, 0, NULL, 0, 2000, 0), (2, 'bob', 0, 0, 1000, 0, 0, 0, 1500, 1, 1000, 1),
            (3, 'alice', 0, 0, 8000, 7, 8, 0, NULL, 0, 9000, 0), (4, 'alice', 0, 0, 1000, 0, 0, 0, NULL, 0, 3000, 0);
        INSERT INTO messages
            (conversation, sequence, id, sender_id, text, created_at, revision, origin, hash, emoji_count, version, sent_at, actor)
        VALUES
            (1, 1, 'm1', 'alice', 'One', 5000, 0, 0, zeroblob(16), 0, 2, NULL, ''),
            (1, 2, 'm2', 'bob', 'Imported, the latest', 90000, 0, 2, zeroblob(16), 0, 3, 6000, NULL),
            (1, 3, 'm3', 'alice', NULL, 0, 0, 0, NULL, 0, 4, 7000, ''),
            (1, 4, 'm4', 'bob', 'Imported, the earliest', 10, 0, 2, zeroblob(16), 0, 5, 6000, NULL),
            (1, 5, 'm5', 'bob', NULL, 0, 0, 0, NULL, 0, 6, 6500, NULL),
            (2, 1, 'm1', 'alice', NULL, 0, 0, 0, NULL, 0, 2, 2000, ''),
            (3, 8, 'm8', 'alice', 'Eight', 9000, 0, 0, zeroblob(16), 0, 10, NULL, ''),
            (4, 1, 'm1', NULL, 'Imported', 3000, 0, 2, zeroblob(16), 0, 2, 2000, NULL),
            (4, 2, 'm2', NULL, 'Sent', 3000, 0, 0, zeroblob(16), 0, 3, NULL, NULL);
        """;

    public static void Make(string path)
    {
        using var connection = RawFile.Open(path);
        connection.Run($"PRAGMA journal_mode = wal; BEGIN; {SqliteSchema.Current.Steps[0]} {Rows} PRAGMA user_version = 1; PRAGMA application_id = {SqliteSchema.ApplicationId}; COMMIT");
    }
}
