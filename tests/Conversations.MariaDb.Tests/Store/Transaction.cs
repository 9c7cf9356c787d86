using System.Collections;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <summary>A transaction on a connection of its own.</summary>
/// <param name="connectionString">The database.</param>
/// <param name="cancellationToken">Cancels every statement, but not the commit.</param>
internal sealed class Transaction(string connectionString, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly MySqlConnection _connection = new(connectionString);
    private MySqlTransaction? _transaction;

    internal static bool IsOfDriver(Exception error) => error is MySqlException or IOException or System.Net.Sockets.SocketException;

    internal async Task BeginAsync(IsolationLevel isolation)
    {
        await _connection.OpenAsync(cancellationToken);
        _transaction = await _connection.BeginTransactionAsync(isolation, cancellationToken);
    }

    /// <summary>Runs one or more statements. Each value in the text becomes a parameter, and a list becomes several in parentheses.</summary>
    /// <returns>The number of rows that were written, including those that had the same values before.</returns>
    internal async Task<int> ExecuteAsync(params FormattableString[] sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a query and reads each row while the caller enumerates them.</summary>
    internal async IAsyncEnumerable<T> ReadAsync<T>(FormattableString sql, Func<MySqlDataReader, T> read)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return read(reader);
    }

    internal async Task<IReadOnlyList<T>> ListAsync<T>(FormattableString sql, Func<MySqlDataReader, T> read) =>
        await ReadAsync(sql, read).ToListAsync(cancellationToken);

    /// <summary>Runs a query and reads its first row, or returns default if there is none.</summary>
    internal async Task<T?> FindAsync<T>(FormattableString sql, Func<MySqlDataReader, T> read) =>
        await ReadAsync(sql, read).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Commits after a task has written. If the answer is lost, it is not known whether the server has committed.</summary>
    internal async Task<T> CommitAsync<T>(Task<T> writing, MessageId? sent)
    {
        var result = await writing;
        try
        {
            await _transaction!.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception error) when (IsOfDriver(error))
        {
            throw new OutcomeUnknownException(sent, error);
        }
    }

    /// <summary>Rolls back unless the transaction was committed. If that fails, the connection is lost, and the server rolls back.</summary>
    public async ValueTask DisposeAsync()
    {
        await (_transaction?.DisposeAsync().AsTask() ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text has names of parameters in place of values.")]
    private MySqlCommand Command(params FormattableString[] sql)
    {
        var command = new MySqlCommand { Connection = _connection, Transaction = _transaction };
        command.CommandText = string.Join(";\n", sql.Select(one => Bind(command.Parameters, one)));
        return command;
    }

    private static string Bind(MySqlParameterCollection parameters, object? value)
    {
        if (value is FormattableString sql)
            return string.Format(CultureInfo.InvariantCulture, sql.Format, [.. sql.GetArguments().Select(one => Bind(parameters, one))]);

        if (value is IEnumerable list and not string and not byte[])
            return $"({string.Join(", ", list.Cast<object?>().DefaultIfEmpty().Select(one => Bind(parameters, one)))})";

        parameters.AddWithValue($"@p{parameters.Count}", value switch
        {
            null => DBNull.Value,
            ConversationId or UserId or MessageId => value.ToString(),
            DateTimeOffset time => time.ToUnixTimeMilliseconds(),
            _ => value,
        });
        return $"@p{parameters.Count - 1}";
    }
}
