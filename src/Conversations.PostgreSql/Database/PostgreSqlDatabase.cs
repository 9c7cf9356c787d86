using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace Conversations;

/// <summary>The connections to a database, and what is done again when one of them fails.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool isOurs, PostgreSqlStoreOptions options) : IAsyncDisposable
{
    /// <summary>How often something is tried that is known not to have been done.</summary>
    internal const int MaxTries = 6;

    private readonly SemaphoreSlim _ensuring = new(1);
    private volatile bool _isEnsured;

    internal PostgreSqlStatements Statements { get; } = new(options.Schema);

    internal string LockTimeout { get; } = string.Create(CultureInfo.InvariantCulture, $"{(long)options.LockTimeout.TotalMilliseconds}ms");

    public async ValueTask DisposeAsync()
    {
        _ensuring.Dispose();
        if (isOurs)
            await source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads; what reads may always be done again.</summary>
    internal Task<T> ReadAsync<T>(Func<PostgreSqlSession, Task<T>> read, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closingConnection = connection.ConfigureAwait(false);
            return await read(new(connection, Statements)).ConfigureAwait(false);
        },
        error => PostgreSqlErrors.WasRolledBack(error) || PostgreSqlErrors.MayConnectLater(error) || PostgreSqlErrors.LeavesUnknown(error),
        cancellationToken);

    /// <summary>Writes in a transaction, which is done again where it is known to have been rolled back.</summary>
    /// <exception cref="OutcomeUnknownException">The connection broke while the transaction was to commit.</exception>
    internal Task<T> WriteAsync<T>(Func<PostgreSqlSession, Task<T>> write, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closingConnection = connection.ConfigureAwait(false);
            var session = new PostgreSqlSession(connection, Statements);
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var endingTransaction = transaction.ConfigureAwait(false);
            await session.RunAsync("SELECT set_config('lock_timeout', @timeout, true)", cancellationToken, ("timeout", LockTimeout)).ConfigureAwait(false);
            var result = await write(session).ConfigureAwait(false);
            try
            {
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.LeavesUnknown(error))
            {
                throw new OutcomeUnknownException(null, error);
            }

            return result;
        },
        error => PostgreSqlErrors.WasRolledBack(error) || PostgreSqlErrors.MayConnectLater(error) || PostgreSqlErrors.LeavesUnknown(error),
        cancellationToken);

    /// <summary>Opens a connection, on a schema that is up to date.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isEnsured)
            await EnsureAsync(cancellationToken).ConfigureAwait(false);

        return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does something, again where that can help; what the driver throws in the end becomes the library's.</summary>
    internal static async Task<T> TryAsync<T>(Func<Task<T>> work, Func<Exception, bool> mayTryAgain, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == MaxTries || !mayTryAgain(error))
                    throw PostgreSqlErrors.ToStorageException(error);
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits longer each time, and never as long as another host.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It only keeps hosts from trying at the same moment.")]
    internal static Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds((5 << attempt) * (0.5 + Random.Shared.NextDouble())), cancellationToken);

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
