using System.Diagnostics.CodeAnalysis;
using System.Transactions;
using Conversations.Storage.Writing;
using Npgsql;

namespace Conversations;

/// <summary>The connections to a database, and the retries when one of them fails.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool isOurs, PostgreSqlStoreOptions options, DatabaseClock clock) : IAsyncDisposable
{
    /// <summary>
    /// Sets the limits of a write's transaction: how long it waits for a lock ($1), and, in case the host is gone, how long a statement may run and the
    /// transaction may stay open between two statements. The rest is that of <see cref="PlansSql"/>.
    /// </summary>
    internal const string LimitsSql =
        """
        SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', '60s', true),
            set_config('idle_in_transaction_session_timeout', '30s', true), set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)
        """;

    /// <summary>
    /// Sets how the statements of a transaction are planned. They are not compiled, which takes longer than to run them; and plans that are made, and kept,
    /// while the tables are small find rows by their keys too.
    /// </summary>
    internal const string PlansSql = "SELECT set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)";

    private static readonly TimeSpan _briefly = TimeSpan.FromSeconds(2);

    [SuppressMessage("Usage", "CA2213", Justification = "A call that waits for it would never return.")]
    private readonly SemaphoreSlim _ensuring = new(1);
    private readonly Lock _lock = new();
    private Task _comparing = Task.CompletedTask;
    private Task _opening = Task.CompletedTask;
    private volatile bool _isEnsured;

    /// <summary>Gets how many connections the pool may have.</summary>
    internal int MaxPoolSize { get; } = new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;

    internal PostgreSqlStatements Statements { get; } = new(options.Schema);

    /// <summary>Gets the clock of the database. It is compared with that of this host on the first connection, and then by <see cref="SynchronizeAsync"/>.</summary>
    internal DatabaseClock Clock => clock;

    public ValueTask DisposeAsync() => isOurs ? source.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Reads. Reading is safe to retry, whatever failed.</summary>
    internal async Task<T> ReadAsync<T>(Func<PostgreSqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var budget = new RetryBudget(options.LockTimeout); ; await budget.PauseAsync(cancellationToken).ConfigureAwait(false))
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
                if (!budget.MayRetry(error, PostgreSqlErrors.FateOf(error, phase)))
                    throw PostgreSqlErrors.ToStorageException(error);
            }
            catch (Exception error) when (PostgreSqlErrors.TellsOfStrangeRows(error))
            {
                throw new StorageException("The tables hold values that Conversations.PostgreSql never wrote. Nothing was written. Restore a backup.", error);
            }
        }
    }

    /// <summary>Compares the clocks if that was never done, or a minute has passed since.</summary>
    internal ValueTask SynchronizeAsync(CancellationToken cancellationToken)
    {
        if (!_isEnsured)
            return new(OpenFirst().WaitAsync(cancellationToken));

        var age = clock.Age;
        if (age < clock.Interval)
            return default;

        // A host that works compares beside its work. Only a host that was idle waits, because meanwhile its clock may have been set.
        var comparing = CompareClocks();
        return age < 2 * clock.Interval ? default : new(WaitBrieflyAsync(comparing, cancellationToken));
    }

    /// <summary>Writes in a transaction, and retries if the transaction is known to have been rolled back.</summary>
    /// <exception cref="OutcomeUnknownException">The connection broke while the transaction was committing.</exception>
    internal async Task<T> WriteAsync<T>(Func<PostgreSqlSession, Task<T>> write, RetryBudget budget, CancellationToken cancellationToken)
    {
        for (; ; await budget.PauseAsync(cancellationToken).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                using var place = await budget.EnterAsync(cancellationToken).ConfigureAwait(false);
                var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Working;
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using var endingTransaction = transaction.ConfigureAwait(false);
                await LimitAsync(connection, budget, cancellationToken).ConfigureAwait(false);
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
                if (!budget.MayRetry(error, fate))
                    throw PostgreSqlErrors.ToStorageException(error);
            }
        }
    }

    /// <summary>Writes by one statement that is safe to run twice. The statement is a transaction of its own, in one round trip.</summary>
    /// <exception cref="OutcomeUnknownException">The connection broke before the answer, in every try.</exception>
    internal Task<T?> WriteOnceAsync<T>(
        string sql, RowMap<T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] values) => WriteOnceAsync(
        (session, budget) => session.WriteOnceAsync(Limits(budget), sql, map, values), new(options.LockTimeout), cancellationToken);

    /// <summary>Writes in one round trip, which is one transaction and is safe to run twice.</summary>
    /// <exception cref="OutcomeUnknownException">The connection broke before the answer, in every try.</exception>
    internal async Task<T> WriteOnceAsync<T>(
        Func<PostgreSqlSession, RetryBudget, Task<T>> write, RetryBudget budget, CancellationToken cancellationToken)
    {
        var mayBeStored = false;
        for (; ; await budget.PauseAsync(cancellationToken).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Committing;
                var session = new PostgreSqlSession(connection, Statements, cancellationToken);
                return await SentAsync(write(session, budget), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                var fate = PostgreSqlErrors.FateOf(error, phase);
                mayBeStored |= fate == WriteFate.Unknown;
                if (!budget.MayRetry(error, fate))
                    throw mayBeStored ? new OutcomeUnknownException(null, error) : PostgreSqlErrors.ToStorageException(error);
            }
        }
    }

    /// <summary>Opens a connection to a database whose schema is up to date.</summary>
    internal Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (Transaction.Current is null)
            return OpenHereAsync(cancellationToken);

        // The driver would join the ambient transaction, and its rollback would undo acknowledged writes. So the connection is opened outside.
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(() => OpenHereAsync(cancellationToken), cancellationToken);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => OpenHereAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Makes the command that sets the limits of the transaction that it is part of.</summary>
    internal static NpgsqlBatchCommand Limits(RetryBudget budget) => new(LimitsSql) { Parameters = { Limit(budget) } };

    /// <summary>Makes the parameter that says how long a try waits for locks.</summary>
    internal static NpgsqlParameter<string> Limit(RetryBudget budget) => new() { TypedValue = budget.LockWait };

    private static async Task<T> SentAsync<T>(Task<T> sent, CancellationToken cancellationToken)
    {
        try
        {
            return await sent.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw LateCancellation.Error(cancellationToken);
        }
    }

    private static async Task<bool> CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task LimitAsync(NpgsqlConnection connection, RetryBudget budget, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LimitsSql, connection) { Parameters = { Limit(budget) } };
        await using var disposingCommand = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<NpgsqlConnection> OpenHereAsync(CancellationToken cancellationToken)
    {
        if (!_isEnsured)
            await EnsureAsync(cancellationToken).ConfigureAwait(false);

        return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MeasureClockAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closingConnection = connection.ConfigureAwait(false);
        await clock.MeasureAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private Task CompareClocks()
    {
        lock (_lock)
        {
            if (!_comparing.IsCompleted)
                return _comparing;

            // Without the context (trace, ambient transaction) of the caller, since it measures for all callers.
            using var context = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
            return _comparing = Task.Run(async () =>
            {
                try
                {
                    await MeasureClockAsync(CancellationToken.None).ConfigureAwait(false);
                }
                catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error) || error is ObjectDisposedException)
                {
                    // The last measurement stays. If the database is away, the command that follows says so.
                }
            });
        }
    }

    private static async Task WaitBrieflyAsync(Task comparing, CancellationToken cancellationToken)
    {
        try
        {
            await comparing.WaitAsync(_briefly, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The database answers slowly or not at all, and the command is to find out by itself.
        }
    }

    /// <summary>
    /// Opens the first connection. Calls at the same time wait for the same one: if each opened its own, the pool would use all of them in
    /// turn from then on, and each would have to make the plans of all statements.
    /// </summary>
    private Task OpenFirst()
    {
        lock (_lock)
            return _opening = _opening.IsCompleted ? ReadAsync(static _ => Task.FromResult(0), CancellationToken.None) : _opening;
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _ensuring.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isEnsured)
            {
                await PostgreSqlSchema.Current.EnsureAsync(source, options, Statements, cancellationToken).ConfigureAwait(false);
                await MeasureClockAsync(cancellationToken).ConfigureAwait(false);
            }

            _isEnsured = true;
        }
        finally
        {
            _ensuring.Release();
        }
    }
}
