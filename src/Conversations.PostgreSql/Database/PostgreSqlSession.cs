using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations;

/// <summary>A connection, and the schema that its statements are about; for one caller at a time.</summary>
/// <param name="connection">The connection, which is open.</param>
/// <param name="statements">Knows the schema.</param>
/// <param name="whole">Gives up all statements that are given no token of their own.</param>
[SuppressMessage("Security", "CA2100", Justification = "Constants of this library, and the validated and quoted name of the schema.")]
internal sealed class PostgreSqlSession(NpgsqlConnection connection, PostgreSqlStatements statements, CancellationToken whole = default)
{
    internal NpgsqlConnection Connection => connection;

    /// <summary>Runs a statement, and gives how many rows it wrote.</summary>
    internal async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(Or(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Gives the first row of a query, or default.</summary>
    internal async Task<T?> FirstAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(Or(cancellationToken)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await reader.ReadAsync(Or(cancellationToken)).ConfigureAwait(false) ? map(reader) : default;
    }

    /// <summary>Gives all rows of a query.</summary>
    internal async Task<List<T>> AllAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(Or(cancellationToken)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(Or(cancellationToken)).ConfigureAwait(false))
            rows.Add(map(reader));

        return rows;
    }

    /// <summary>Gives the first row of a statement that writes, or default. It has a transaction of its own, within limits.</summary>
    internal async Task<T?> WriteAsync<T>(NpgsqlBatchCommand limits, string sql, Func<NpgsqlDataReader, T> map, params (string Name, object? Value)[] values)
    {
        statements.Counted();
        var write = new NpgsqlBatchCommand(statements.In(sql));
        foreach (var (name, value) in values)
            write.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));

        var batch = new NpgsqlBatch(connection) { BatchCommands = { limits, write } };
        await using var disposingBatch = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(whole).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        await reader.NextResultAsync(whole).ConfigureAwait(false);
        var first = await reader.ReadAsync(whole).ConfigureAwait(false) ? map(reader) : default;

        // What comes after the row may still be that nothing was committed.
        await reader.NextResultAsync(whole).ConfigureAwait(false);
        return first;
    }

    private CancellationToken Or(CancellationToken cancellationToken) => cancellationToken.CanBeCanceled ? cancellationToken : whole;

    private NpgsqlCommand Command(string sql, (string Name, object? Value)[] values)
    {
        statements.Counted();
        var command = new NpgsqlCommand(statements.In(sql), connection);
        foreach (var (name, value) in values)
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));

        return command;
    }
}
