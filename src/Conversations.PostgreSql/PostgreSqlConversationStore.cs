using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conversations;

/// <summary>Keeps conversations in PostgreSQL, for several hosts on one database. <c>UsePostgreSql(…)</c> registers it.</summary>
/// <remarks>
/// Hosts share nothing but the database. Writes that wait at the same moment share a round trip and a transaction; what is committed is as durable
/// as the server makes it.
/// </remarks>
public sealed partial class PostgreSqlConversationStore : IConversationStore, IDisposable, IAsyncDisposable
{
    private const int MaxWaiting = 16;

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlStoreOptions _options;
    private readonly ILogger _logger;
    private readonly CommitQueue _commits;

    /// <summary>Limits how many connections wait for conversations that are held.</summary>
    [SuppressMessage("Usage", "CA2213", Justification = "Who waits for it would do so for ever.")]
    private readonly SemaphoreSlim _waiting;
    private int _isDisposed;

    internal PostgreSqlConversationStore(NpgsqlDataSource source, bool isOurs, PostgreSqlStoreOptions options, ILogger logger)
    {
        _database = new(source, isOurs, options);
        (_options, _logger) = (options, logger);
        _commits = new(WriteAsync, options.Writers);
        _waiting = new(Math.Clamp(new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize / 2, 1, MaxWaiting));
    }

    internal PostgreSqlDatabase Database => _database;

    /// <summary>Gets how many statements were run; the frame of a transaction is not counted.</summary>
    internal long Statements => _database.Statements.Count;

    /// <summary>Refuses what still waits, and closes the connections where they are ours.</summary>
    // A caller without await is told only when all is closed. It cannot wait for itself: nothing below goes on in the context of its caller.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Refuses what still waits, waits for what is under way, and closes the connections where they are ours.</summary>
    /// <returns>A task that ends when that is done.</returns>
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

    /// <summary>Reads by several statements that all see the same moment.</summary>
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
