using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Conversations;

/// <summary>A prepared statement without rows to read. It does without the driver's command, whose work in each run is several times SQLite's own.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    internal SqliteStatement(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _places = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, values[i].Name);
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>Runs it with these values, in the order in which their names were given.</summary>
    /// <returns>How many rows it wrote, if it writes rows.</returns>
    internal int Run(ReadOnlySpan<(string Name, object? Value)> values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
                Check(Bind(_places[i], values[i].Value));

            int result;
            do
                result = raw.sqlite3_step(_statement);
            while (result == raw.SQLITE_ROW);

            Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
