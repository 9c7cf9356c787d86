using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Conversations;

/// <summary>
/// A prepared statement. It does not use the driver's command, whose overhead in each run is several times the work of SQLite itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _indexes;
    private readonly SqliteRows _rows;

    internal SqliteStatement(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _rows = new(_database, _statement);
        _indexes = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
            _indexes[i] = raw.sqlite3_bind_parameter_index(_statement, values[i].Name);
    }

    /// <summary>Gets the number of steps of SQLite's virtual machine in all runs so far.</summary>
    internal long Steps => raw.sqlite3_stmt_status(_statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);

    public void Dispose()
    {
        _rows.Dispose();
        _statement.Dispose();
    }

    /// <summary>Runs the statement with these values, in the same order as the names that the constructor got.</summary>
    /// <returns>The number of rows that an INSERT, UPDATE or DELETE wrote; meaningless for other statements.</returns>
    internal int Run(ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var rows = Query(values);
        while (rows.Read())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Begins a query with these values, in the same order as the names that the constructor got.</summary>
    /// <returns>The rows, which the caller must dispose before it runs the statement again.</returns>
    internal SqliteRows Query(ReadOnlySpan<(string Name, object? Value)> values)
    {
        for (var i = 0; i < values.Length; i++)
            Check(Bind(_indexes[i], values[i].Value));

        return _rows;
    }

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        string text => raw.sqlite3_bind_text(_statement, index, text),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        int number => raw.sqlite3_bind_int64(_statement, index, number),
        bool flag => raw.sqlite3_bind_int64(_statement, index, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
