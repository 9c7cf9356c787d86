using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations;

/// <summary>A connection, and the schema that its statements are about; for one caller at a time.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Constants of this library, and the validated and quoted name of the schema.")]
internal sealed class PostgreSqlSession(NpgsqlConnection connection, PostgreSqlStatements statements)
{
    internal NpgsqlConnection Connection => connection;

    /// <summary>Runs a statement, and gives how many rows it wrote.</summary>
    internal async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the first row of a query, or default.</summary>
    internal async Task<T?> FirstAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? map(reader) : default;
    }

    /// <summary>Gives all rows of a query.</summary>
    internal async Task<List<T>> AllAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var command = Command(sql, values);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(map(reader));

        return rows;
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
