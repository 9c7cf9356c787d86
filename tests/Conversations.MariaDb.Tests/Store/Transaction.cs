using System.Collections;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using Conversations.Decisions;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <summary>A transaction on a connection of its own. Unless it was committed, it is rolled back when it is disposed.</summary>
internal sealed class Transaction : IAsyncDisposable
{
    private readonly MySqlConnection _connection;
    private readonly MySqlTransaction _transaction;
    private readonly CancellationToken _cancellationToken;

    private Transaction(MySqlConnection connection, MySqlTransaction transaction, CancellationToken cancellationToken) =>
        (_connection, _transaction, _cancellationToken) = (connection, transaction, cancellationToken);

    /// <summary>Begins a transaction. The token cancels every statement of it, but not the commit.</summary>
    internal static async Task<Transaction> BeginAsync(string connectionString, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new(connection, await connection.BeginTransactionAsync(isolation, cancellationToken), cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a statement. Each value in the text becomes a parameter, and a list becomes the values in parentheses.</summary>
    /// <returns>The number of rows that were written, or that matched and had the values already.</returns>
    internal async Task<int> ExecuteAsync(FormattableString sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(_cancellationToken);
    }

    /// <summary>Runs a query and reads each row.</summary>
    internal async Task<List<T>> ListAsync<T>(FormattableString sql, Func<MySqlDataReader, T> read)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(_cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(_cancellationToken))
            rows.Add(read(reader));

        return rows;
    }

    /// <summary>Runs a query and reads its only row, or returns default if there is none.</summary>
    internal async Task<T?> FindAsync<T>(FormattableString sql, Func<MySqlDataReader, T> read) =>
        (await ListAsync(sql, read)) is [var row, ..] ? row : default;

    /// <summary>Commits. If the answer is lost, nobody knows whether it was stored.</summary>
    internal async Task CommitAsync(MessageId? sent = null)
    {
        try
        {
            await _transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception error) when (IsOfDriver(error))
        {
            throw new OutcomeUnknownException(sent, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        catch (Exception error) when (IsOfDriver(error))
        {
            // The connection is lost, so the server rolls back.
        }

        await _connection.DisposeAsync();
    }

    internal static bool IsOfDriver(Exception error) => error is MySqlException or IOException or System.Net.Sockets.SocketException;

    [SuppressMessage("Security", "CA2100", Justification = "The text of the statement has only names of parameters where it had values.")]
    private MySqlCommand Command(FormattableString sql)
    {
        var command = new MySqlCommand { Connection = _connection, Transaction = _transaction };
        command.CommandText = Bind(command.Parameters, sql);
        return command;
    }

    private static string Bind(MySqlParameterCollection parameters, object? value)
    {
        if (value is FormattableString sql)
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, sql.Format, [.. sql.GetArguments().Select(one => Bind(parameters, one))]);

        if (value is IEnumerable list and not string and not byte[] and not CustomData)
            return $"({string.Join(", ", list.Cast<object?>().DefaultIfEmpty().Select(one => Bind(parameters, one)))})";

        var name = $"@p{parameters.Count}";
        parameters.AddWithValue(name, value switch
        {
            ConversationId id => id.Value,
            UserId id => id.Value,
            MessageId id => id.Value,
            DateTimeOffset time => time.ToUnixTimeMilliseconds(),
            CustomData custom => custom.ToJson(),
            Enum one => Convert.ToInt32(one, System.Globalization.CultureInfo.InvariantCulture),
            _ => value ?? DBNull.Value,
        });
        return name;
    }
}
