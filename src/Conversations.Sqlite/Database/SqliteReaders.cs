using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The connections that only read, each used by one call at a time on a thread of the pool; the writer never blocks them.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "A semaphore holds nothing, and some may still wait for it.")]
internal sealed class SqliteReaders(string path, SqliteStoreOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Readers);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private long _statements;
    private volatile bool _isDisposed;

    /// <summary>Gets how many prepared statements were run.</summary>
    internal long Statements => Interlocked.Read(ref _statements);

    internal async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteConversationStore));
            return await Task.Run(() => Read(read), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Refuses the reads that still wait, waits for those that are under way, and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        for (var i = 0; i < options.Readers; i++)
            await _slots.WaitAsync().ConfigureAwait(false);

        while (_idle.TryTake(out var session))
            session.Dispose();

        // Not disposed: that would leave whoever came meanwhile waiting for ever.
        _slots.Release(options.Readers);
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        SqliteSession? session = null;
        try
        {
            if (!_idle.TryTake(out session))
                session = new(path, SqliteOpenMode.ReadOnly, options.BusyTimeout);

            var before = session.Statements;
            var result = read(session);
            Interlocked.Add(ref _statements, session.Statements - before);
            _idle.Add(session);
            return result;
        }
        catch (Exception error)
        {
            session?.Dispose();
            throw SqliteErrors.Of(error);
        }
    }
}
