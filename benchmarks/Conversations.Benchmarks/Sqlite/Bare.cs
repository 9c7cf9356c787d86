using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Conversations.Benchmarks;

/// <summary>Opens connections of the bare driver, with the settings that the library uses for its writing connection.</summary>
internal static class Bare
{
    internal static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        connection.Run(
            """
            PRAGMA journal_mode = wal; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = 1;
            PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF
            """);
        return connection;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The SQL contains only constants and numbers of the benchmarks.")]
    internal static SqliteCommand Command(this SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }

    internal static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }
}
