using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations;

/// <summary>A connection, and the schema that its statements are about; for one caller at a time.</summary>
/// <param name="connection">The connection, which is open.</param>
/// <param name="statements">Puts the name of the schema into statements, and counts them.</param>
/// <param name="cancellationToken">
/// Cancels all statements of the session. In a transaction that is safe until the commit is sent: what was written before is rolled back.
/// A session whose statements must not be cancelled is opened with <see cref="CancellationToken.None"/>.
/// </param>
[SuppressMessage("Security", "CA2100", Justification = "Constants of this library, and the validated and quoted name of the schema.")]
internal sealed class PostgreSqlSession(NpgsqlConnection connection, PostgreSqlStatements statements, CancellationToken cancellationToken)
{
    internal NpgsqlConnection Connection => connection;

    /// <summary>Runs a statement, and returns how many rows it wrote.</summary>
    internal async Task<int> RunAsync(string sql, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the first row of a query, or default if there is none.</summary>
    internal async Task<T?> FirstAsync<T>(string sql, RowMap<T> map, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? RowReader.Read(reader, map) : default;
    }

    /// <summary>Returns all rows of a query.</summary>
    internal async Task<List<T>> AllAsync<T>(string sql, RowMap<T> map, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await ReadAllAsync(reader, map).ConfigureAwait(false);
    }

    /// <summary>Returns the first row of a statement that writes, or default. The statement has a transaction of its own, within limits.</summary>
    internal async Task<T?> WriteOnceAsync<T>(NpgsqlBatchCommand limits, string sql, RowMap<T> map, params (string Name, object? Value)[] values)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { limits, BatchCommand(sql, values) } };
        await using var disposingBatch = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var first = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? RowReader.Read(reader, map) : default;

        // The commit comes after the row and can still fail, so its result is read too.
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return first;
    }

    /// <summary>
    /// Runs statements that write in one round trip, which is one transaction within limits, and returns the rows that they return. Each has the same values.
    /// </summary>
    /// <param name="limits">Sets the limits of the transaction.</param>
    /// <param name="lockSql">A query that locks rows and returns one row, which is not returned; or null.</param>
    /// <param name="sql">The statements, each of which sees what was committed before the locks were taken.</param>
    /// <param name="map">Reads a row.</param>
    /// <param name="values">The values of the parameters.</param>
    internal async Task<List<T>> WriteTogetherAsync<T>(
        NpgsqlBatchCommand limits, string? lockSql, IReadOnlyList<string> sql, RowMap<T> map, params (string Name, object? Value)[] values)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { limits } };
        await using var disposingBatch = batch.ConfigureAwait(false);
        foreach (var one in lockSql is null ? sql : [lockSql, .. sql])
            batch.BatchCommands.Add(BatchCommand(one, values));

        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        for (var skipped = 0; skipped < (lockSql is null ? 1 : 2); skipped++)
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);

        // The commit comes after the last row and can still fail, so the results are read to their end.
        var rows = new List<T>();
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(RowReader.Read(reader, map));
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));

        return rows;
    }

    /// <summary>Runs statements in one round trip, each with the same values, and returns how many rows they wrote.</summary>
    internal async Task<int> RunTogetherAsync(IReadOnlyList<string> sql, params (string Name, object? Value)[] values)
    {
        var batch = new NpgsqlBatch(connection);
        await using var disposingBatch = batch.ConfigureAwait(false);
        foreach (var one in sql)
            batch.BatchCommands.Add(BatchCommand(one, values));

        return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs two queries of a transaction in one round trip, each with the same values, and returns the rows of both.</summary>
    internal async Task<(List<TFirst> First, List<TSecond> Second)> AllOfBothAsync<TFirst, TSecond>(
        string first, RowMap<TFirst> mapFirst, string second, RowMap<TSecond> mapSecond, params (string Name, object? Value)[] values)
    {
        var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(PostgreSqlDatabase.PlansSql), BatchCommand(first, values), BatchCommand(second, values) },
        };
        await using var disposingBatch = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var firstRows = await ReadAllAsync(reader, mapFirst).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return (firstRows, await ReadAllAsync(reader, mapSecond).ConfigureAwait(false));
    }

    private async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, RowMap<T> map)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(RowReader.Read(reader, map));

        return rows;
    }

    private NpgsqlBatchCommand BatchCommand(string sql, (string Name, object? Value)[] values)
    {
        statements.Counted();
        var command = new NpgsqlBatchCommand(statements.In(sql));
        foreach (var (name, value) in values)
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));

        return command;
    }

    private NpgsqlCommand Command(string sql, (string Name, object? Value)[] values)
    {
        statements.Counted();
        var command = new NpgsqlCommand(statements.In(sql), connection);
        foreach (var (name, value) in values)
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));

        return command;
    }
}
