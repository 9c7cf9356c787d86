using System.Diagnostics.CodeAnalysis;
using System.Transactions;
using Npgsql;

namespace Conversations;

/// <summary>The connections to a database, and what is done again when one of them fails.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool isOurs, PostgreSqlStoreOptions options) : IAsyncDisposable
{
    /// <summary>
    /// Limits of a write's transaction: how long it waits for a lock ($1); how long a statement may go on, and the transaction stay open between two,
    /// where nobody is there any more who waits for it.
    /// </summary>
    internal const string LimitsSql =
        """
        SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', '60s', true),
            set_config('idle_in_transaction_session_timeout', '30s', true)
        """;

    [SuppressMessage("Usage", "CA2213", Justification = "Who waits for it would do so for ever.")]
    private readonly SemaphoreSlim _ensuring = new(1);
    private volatile bool _isEnsured;

    internal PostgreSqlStatements Statements { get; } = new(options.Schema);

    public ValueTask DisposeAsync() => isOurs ? source.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Reads; what reads may always be done again.</summary>
    internal async Task<T> ReadAsync<T>(Func<PostgreSqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var tries = new Tries(options.LockTimeout); ; await tries.PauseAsync(cancellationToken).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Working;
                return await read(new(connection, Statements, cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!tries.MayGoOn(error, PostgreSqlErrors.FateOf(error, phase)))
                    throw PostgreSqlErrors.ToStorageException(error);
            }
            catch (Exception error) when (PostgreSqlErrors.TellsOfStrangeRows(error))
            {
                throw new StorageException("The tables hold rows that Conversations.PostgreSql never wrote so. Nothing was written. Restore a backup.", error);
            }
        }
    }

    /// <summary>Writes in a transaction, which is done again where it is known to have been rolled back.</summary>
    /// <exception cref="OutcomeUnknownException">The connection broke while the transaction was to commit.</exception>
    internal async Task<T> WriteAsync<T>(Func<PostgreSqlSession, Task<T>> write, Tries tries, CancellationToken cancellationToken)
    {
        for (; ; await tries.PauseAsync(cancellationToken).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                using var place = await tries.EnterAsync(cancellationToken).ConfigureAwait(false);
                var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Working;
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using var endingTransaction = transaction.ConfigureAwait(false);
                await LimitAsync(connection, tries, cancellationToken).ConfigureAwait(false);
                var result = await write(new(connection, Statements, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                phase = WritePhase.Committing;
                await SentAsync(CommitAsync(transaction, cancellationToken), cancellationToken).ConfigureAwait(false);
                return result;
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                var fate = PostgreSqlErrors.FateOf(error, phase);
                if (fate == WriteFate.Unknown)
                    throw new OutcomeUnknownException(null, error);

                cancellationToken.ThrowIfCancellationRequested();
                if (!tries.MayGoOn(error, fate))
                    throw PostgreSqlErrors.ToStorageException(error);
            }
        }
    }

    /// <summary>Writes by one statement that may be done twice. It is its own transaction, in one round trip.</summary>
    /// <exception cref="OutcomeUnknownException">The connection broke before the answer, again and again.</exception>
    internal async Task<T?> WriteOnceAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var mayBeStored = false;
        for (var tries = new Tries(options.LockTimeout); ; await tries.PauseAsync(cancellationToken).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Committing;
                var session = new PostgreSqlSession(connection, Statements, cancellationToken);
                return await SentAsync(session.WriteAsync(Limits(tries), sql, map, values), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                var fate = PostgreSqlErrors.FateOf(error, phase);
                mayBeStored |= fate == WriteFate.Unknown;
                if (!tries.MayGoOn(error, fate))
                    throw mayBeStored ? new OutcomeUnknownException(null, error) : PostgreSqlErrors.ToStorageException(error);
            }
        }
    }

    /// <summary>Opens a connection, on a schema that is up to date.</summary>
    internal Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (Transaction.Current is null)
            return OpenHereAsync(cancellationToken);

        // The driver would join the ambient transaction, and with its end what was answered would go.
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(() => OpenHereAsync(cancellationToken), cancellationToken);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => OpenHereAsync(cancellationToken), cancellationToken);
    }

    internal static OperationCanceledException CancelledLate(CancellationToken cancellationToken) => new(
        "The call was cancelled after its write had been sent, so it may have been stored. Make the same call again: that is safe.", cancellationToken);

    /// <summary>Gives the command that sets the limits of the transaction that it is in.</summary>
    internal static NpgsqlBatchCommand Limits(Tries tries) => new(LimitsSql) { Parameters = { Limit(tries) } };

    /// <summary>Gives how long a try waits for locks.</summary>
    internal static NpgsqlParameter<string> Limit(Tries tries) => new() { TypedValue = tries.LockWait };

    private static async Task<T> SentAsync<T>(Task<T> sent, CancellationToken cancellationToken)
    {
        try
        {
            return await sent.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw CancelledLate(cancellationToken);
        }
    }

    private static async Task<bool> CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task LimitAsync(NpgsqlConnection connection, Tries tries, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LimitsSql, connection) { Parameters = { Limit(tries) } };
        await using var disposingCommand = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<NpgsqlConnection> OpenHereAsync(CancellationToken cancellationToken)
    {
        if (!_isEnsured)
            await EnsureAsync(cancellationToken).ConfigureAwait(false);

        return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _ensuring.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isEnsured)
                await PostgreSqlSchema.Current.EnsureAsync(source, options, Statements, cancellationToken).ConfigureAwait(false);

            _isEnsured = true;
        }
        finally
        {
            _ensuring.Release();
        }
    }
}
