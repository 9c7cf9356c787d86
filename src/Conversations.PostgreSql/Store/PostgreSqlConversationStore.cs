using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conversations;

/// <summary>Keeps conversations in PostgreSQL, for several hosts on one database. <c>UsePostgreSql(…)</c> registers it.</summary>
/// <remarks>
/// Hosts share nothing but the database. Messages that wait at the same moment share a round trip and a transaction. A committed write is as durable as
/// the server makes it.
/// </remarks>
public sealed partial class PostgreSqlConversationStore : IConversationStore, IDisposable, IAsyncDisposable
{
    private const int MaxLockWaiters = 16;

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlStoreOptions _options;
    private readonly ILogger _logger;
    private readonly CommitQueue _commits;

    /// <summary>Limits how many connections wait for locked conversations.</summary>
    [SuppressMessage("Usage", "CA2213", Justification = "A write that waits for it would never end.")]
    private readonly SemaphoreSlim _lockWaiters;
    private int _isDisposed;

    internal PostgreSqlConversationStore(NpgsqlDataSource source, bool isOurs, PostgreSqlStoreOptions options, TimeProvider time, ILogger logger)
    {
        _database = new(source, isOurs, options, new(time, options.CorrectClock ?? time == TimeProvider.System, logger));
        (_options, _logger) = (options, logger);
        _commits = new(WriteBatchAsync, RefuseLate, options.MaxConcurrentWrites);
        _lockWaiters = new(Math.Clamp(_database.MaxPoolSize / 2, 1, MaxLockWaiters));
    }

    internal PostgreSqlDatabase Database => _database;

    /// <summary>Gets how many statements were run, without those that begin, limit and end a transaction.</summary>
    internal long Statements => _database.Statements.Count;

    /// <summary>Refuses the writes that still wait, waits for those that are under way, and closes the connections unless the app gave the data source.</summary>
    // This blocks until everything is closed. It cannot deadlock: nothing below continues in the context of its caller.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Refuses the writes that still wait, waits for those that are under way, and closes the connections unless the app gave the data source.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _commits.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private Task<T> ReadAsync<T>(Func<PostgreSqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _database.ReadAsync(read, cancellationToken);
    }

    /// <summary>Reads by several statements that all see the same snapshot of the database.</summary>
    private Task<T> ReadTogetherAsync<T>(Func<PostgreSqlSession, Task<T>> read, CancellationToken cancellationToken) => ReadAsync(
        async session =>
        {
            var transaction = await session.Connection
                .BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await using var endingTransaction = transaction.ConfigureAwait(false);
            return await read(session).ConfigureAwait(false);
        },
        cancellationToken);

    private Task<T> WriteAsync<T>(Func<PostgreSqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _database.WriteAsync(write, new(_options.LockTimeout), cancellationToken);
    }

    private void CheckAlive(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
