using Conversations.Histories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Crash;

/// <summary>Migrates a file to a version that this library does not have, with a step that takes long and changes every message.</summary>
internal static class Migrating
{
    private const string Step =
        """
        ALTER TABLE messages ADD COLUMN migrated INTEGER;
        UPDATE messages SET migrated = length(text);
        CREATE TABLE many (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
        INSERT INTO many
        WITH RECURSIVE n(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n WHERE number < 20000)
        SELECT number, hex(zeroblob(200)) FROM n;
        CREATE INDEX many_text ON many (text, number);
        """;

    internal static async Task RunAsync(HistoryLines lines, string path)
    {
        lines.Mark("opens");
        var schema = new SqliteSchema([.. SqliteSchema.Current.Steps, Step]);
        await using var writer = new SqliteWriter(path, new(), schema, SqliteLibrary.Loaded, NullLogger.Instance);
        await writer.OpenAsync();
        lines.Mark("migrated");
    }
}
