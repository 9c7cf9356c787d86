using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>A connection with its prepared statements; for one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    internal SqliteSession(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        _connection.Open();
        try
        {
            // The library's own wait, rather than the driver's, which sleeps for 150 ms at a time.
            Execute($"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}");
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

    /// <summary>Gets how many prepared statements were run; the frame of a transaction not counted.</summary>
    internal long Statements { get; private set; }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();

        foreach (var statement in _statements.Values)
            statement.Dispose();

        _connection.Dispose();
    }

    /// <summary>Runs a statement that is not kept prepared, such as a pragma.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Constants and numbers of this library only.")]
    internal void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Asks for one value by a statement that is not kept prepared.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Constants and numbers of this library only.")]
    internal object? Ask(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it wrote.</returns>
    internal int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Statements++;
        return Statement(sql, values).Run(values);
    }

    /// <summary>Begins or ends a transaction; this is not counted.</summary>
    internal void Frame(string sql) => Statement(sql, []).Run([]);

    /// <summary>Runs a query. The reader must be disposed before the same query is run again.</summary>
    internal SqliteDataReader Query(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Statements++;
        return Prepare(sql, values).ExecuteReader();
    }

    /// <summary>Rolls back what is open, if anything is.</summary>
    internal void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Frame("ROLLBACK");
    }

    /// <summary>Gives the first row of a query, or default.</summary>
    internal T? First<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Query(sql, values);
        return reader.Read() ? map(reader) : default;
    }

    /// <summary>Gives all rows of a query.</summary>
    internal List<T> All<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Query(sql, values);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));

        return rows;
    }

    private SqliteStatement Statement(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new(_connection, sql, values));

        return statement;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Constants of this library only; what comes from outside is a parameter.")]
    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });

            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;

        return command;
    }
}
