using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Conversations.Sqlite.Tests;

/// <summary>Uses a SQLite file without the library, as another program would.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Constants of the tests.")]
internal static class RawFile
{
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Ask(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static Task ChangeAsync(string path, string sql) => Task.Run(() =>
    {
        using var connection = Open(path);
        connection.Run(sql);
    });

    public static object? Ask(string path, string sql)
    {
        using var connection = Open(path);
        return connection.Ask(sql);
    }

    /// <summary>Returns every row of every table.</summary>
    public static List<string> Dump(string path)
    {
        using var connection = Open(path);
        return [.. Rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'").SelectMany(table => Rows(connection, $"SELECT '{table}', * FROM {table}"))];
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
