using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The read-only connections. One call at a time uses a connection. The writer never blocks them.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The semaphores own no resource, and callers may still wait for them.")]
internal sealed class SqliteReaders(string path, SqliteStoreOptions options, SqliteWriter writer) : IAsyncDisposable
{
    private readonly SemaphoreSlim _slots = new(options.MaxReaders);
    private readonly SemaphoreSlim _closing = new(1);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private long _statements;
    private volatile bool _isDisposed;

    /// <summary>Gets the number of prepared statements that were run.</summary>
    internal long Statements => Interlocked.Read(ref _statements);

    /// <summary>Gets the number of steps of the connections that are not in use (<see cref="SqliteSession.Steps"/>).</summary>
    internal long Steps => _idle.Sum(static session => session.Steps);

    /// <summary>
    /// Gets whether the current thread may block. A thread of the pool may, and most reads take less time than to move to another one. The
    /// thread of a user interface must not, and neither must one of a scheduler of its own.
    /// </summary>
    private static bool MayBlock =>
        Thread.CurrentThread.IsThreadPoolThread && SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default;

    /// <summary>Reads, after the writer has opened the file.</summary>
    internal async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        var deadline = writer.Deadline();
        while (true)
        {
            await writer.OpenAsync(deadline).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (await TryReadAsync(read, deadline, cancellationToken).ConfigureAwait(false) is { } result)
                return result.Value;

            // The file is not where it was. The writer finds out what to do, and throws if this call cannot continue.
            await writer.RunAsync(static _ => true).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the running reads and closes all connections. Reads that still wait continue on new ones.</summary>
    internal void CloseAll()
    {
        _closing.Wait();
        try
        {
            if (_isDisposed)
                return;

            for (var i = 0; i < options.MaxReaders; i++)
                _slots.Wait();

            CloseIdle();
            _slots.Release(options.MaxReaders);
        }
        finally
        {
            _closing.Release();
        }
    }

    /// <summary>Refuses the reads that still wait, waits for the running ones, and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _closing.WaitAsync().ConfigureAwait(false);
        for (var i = 0; i < options.MaxReaders; i++)
            await _slots.WaitAsync().ConfigureAwait(false);

        CloseIdle();

        // A call that waits for a slot would wait for ever if the semaphore were disposed. The slots are released instead, and the call
        // then throws.
        _slots.Release(options.MaxReaders);
        _closing.Release();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var session))
            session.Dispose();
    }

    private async Task<Result<T>?> TryReadAsync<T>(Func<SqliteSession, T> read, SqliteDeadline deadline, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);

            // If the writer closed the file meanwhile, it must check what is there now before a reader opens it.
            if (!writer.IsOpen)
                return null;

            return MayBlock ? Read(read, deadline) : await Task.Run(() => Read(read, deadline), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private Result<T>? Read<T>(Func<SqliteSession, T> read, SqliteDeadline deadline)
    {
        SqliteSession? session = null;
        try
        {
            if (!_idle.TryTake(out session))
            {
                session = new(path, SqliteOpenMode.ReadOnly, 0);

                // If another file is at the name by now, this connection must not read, which is when it opens the log: it would use the
                // log of the writer's file for the other one, and would empty the log's index while the writer uses it, because SQLite
                // does not see what its own process locks on behalf of another file.
                if (writer.Find() != SqlitePlace.Same)
                {
                    session.Dispose();
                    return null;
                }
            }

            session.SetBusyTimeout(deadline.Milliseconds);
            var before = session.Statements;
            var result = read(session);
            Interlocked.Add(ref _statements, session.Statements - before);
            if (writer.Find() == SqlitePlace.Same)
            {
                _idle.Add(session);
                return new(result);
            }

            session.Dispose();
            return null;
        }
        catch (Exception error)
        {
            session?.Dispose();
            throw SqliteErrors.ToLibraryError(error);
        }
    }

    private sealed record Result<T>(T Value);
}
