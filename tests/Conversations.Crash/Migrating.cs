using Conversations.Histories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Crash;

/// <summary>Brings a file to a version that this library does not have, by a step that takes long and touches all.</summary>
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
        var schema = new SqliteSchema([await ReadFirstAsync(), Step]);
        await using var writer = new SqliteWriter(path, new(), schema, NullLogger.Instance);
        await writer.OpenAsync();
        lines.Mark("migrated");
    }

    private static async Task<string> ReadFirstAsync()
    {
        using var reader = new StreamReader(typeof(SqliteSchema).Assembly.GetManifestResourceStream("0001.sql")!);
        return await reader.ReadToEndAsync();
    }
}
