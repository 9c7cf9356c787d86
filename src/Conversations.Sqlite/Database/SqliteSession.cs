using Conversations.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Conversations;

/// <summary>A connection with its prepared statements. One caller at a time may use it.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    internal SqliteSession(string path, SqliteOpenMode mode, int busyMilliseconds)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        _connection.Open();
        try
        {
            SetBusyTimeout(busyMilliseconds);
            Execute("PRAGMA trusted_schema = OFF");
            Execute("PRAGMA foreign_keys = ON");
            _connection.CreateFunction(
                "mentions", static (string text, string user) => MentionTraces.Contains(text, UserId.FromStored(user)), isDeterministic: true);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    internal SqliteConnection Connection => _connection;

    /// <summary>Gets the number of prepared statements that were run, without those that begin or end a transaction.</summary>
    internal long Statements { get; private set; }

    /// <summary>
    /// Gets the number of steps of SQLite's virtual machine that the prepared statements took so far. SQLite counts them anyway; this sums
    /// them up.
    /// </summary>
    internal long Steps => _statements.Values.Sum(static statement => statement.Steps);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();

        _connection.Dispose();
    }

    /// <summary>
    /// Sets how long the next statements wait for a locked file. The driver would wait in steps of 150 ms and for at least a second;
    /// SQLite's own wait takes shorter steps and keeps the limit.
    /// </summary>
    internal void SetBusyTimeout(int milliseconds) => raw.sqlite3_busy_timeout(_connection.Handle, milliseconds);

    /// <summary>Runs statements that are not kept prepared, such as a pragma.</summary>
    internal void Execute(string sql) => Check(raw.sqlite3_exec(_connection.Handle, sql));

    /// <summary>Reads one value with a statement that is not kept prepared.</summary>
    /// <returns>A text, a number, or null.</returns>
    internal object? Ask(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_connection.Handle, sql, out var statement));
        using (statement)
        {
            var result = raw.sqlite3_step(statement);
            if (result == raw.SQLITE_DONE)
                return null;

            Check(result == raw.SQLITE_ROW ? raw.SQLITE_OK : result);
            return raw.sqlite3_column_type(statement, 0) switch
            {
                raw.SQLITE_NULL => null,
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, 0),
                _ => raw.sqlite3_column_text(statement, 0).utf8_to_string(),
            };
        }
    }

    /// <summary>Runs a statement that writes.</summary>
    /// <returns>The number of rows that it wrote.</returns>
    internal int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Statements++;
        return Statement(sql, values).Run(values);
    }

    /// <summary>Begins or ends a transaction. The statement is not counted.</summary>
    internal void ControlTransaction(string sql) => Statement(sql, []).Run([]);

    /// <summary>Runs a query. The caller must dispose the rows before the same query is run again.</summary>
    internal SqliteRows Query(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Statements++;
        return Statement(sql, values).Query(values);
    }

    /// <summary>Lets SQLite neither move the log into the file nor delete it when the connection is closed (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE).</summary>
    internal void KeepLogAtClosing() => Check(raw.sqlite3_db_config(_connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _));

    /// <summary>Rolls back the open transaction, if there is one.</summary>
    internal void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            ControlTransaction("ROLLBACK");
    }

    /// <summary>Returns the first row of a query, or default if there is none.</summary>
    internal T? First<T>(string sql, RowMap<T> map, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var rows = Query(sql, values);
        return rows.Read() ? RowReader.Read(rows, map) : default;
    }

    /// <summary>Returns all rows of a query.</summary>
    internal List<T> All<T>(string sql, RowMap<T> map, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var rows = Query(sql, values);
        var results = new List<T>();
        while (rows.Read())
            results.Add(RowReader.Read(rows, map));

        return results;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection.Handle);

    private SqliteStatement Statement(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new(_connection, sql, values));

        return statement;
    }
}
