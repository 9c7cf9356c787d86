using Conversations.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>The only connection of a process that writes to a file, on a dedicated thread. Writes that wait together share a transaction.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Reads a number that changes if, and only if, another connection has written (<c>PRAGMA data_version</c>).</summary>
    private const string OthersVersion = "PRAGMA data_version";

    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteLinks _links;
    private readonly Action _closeReaders;
    private readonly ILogger _logger;
    private readonly SqliteOpening _opening;
    private readonly SqliteThread _thread = new();
    private readonly WriteQueue<SqliteWrite, object?> _writes;
    private readonly Lock _lock = new();
    private Task _opened = Task.CompletedTask;
    private SqliteSession? _session;
    private SqliteAnchor? _anchor;
    private object? _othersVersion;
    private long _statements;
    private volatile bool _isOpen;

    internal SqliteWriter(
        string path, SqliteStoreOptions options, SqliteSchema schema, SqliteLibrary library, ILogger logger, TimeProvider? time = null, Action? closeReaders = null,
        SqliteLinks? links = null)
    {
        (_path, _options, _logger, _time, _closeReaders) = (path, options, logger, time ?? TimeProvider.System, closeReaders ?? (static () => { }));
        _links = links ?? new();
        _opening = new(path, options, schema, library, logger);
        _writes = new(batch => Task.FromResult<IReadOnlyList<object?>>(Write(batch)), scheduler: _thread);
    }

    /// <summary>Occurs on the writer's thread before a transaction begins, with the milliseconds that it may wait for a locked file.</summary>
    internal event Action<int>? Begins;

    /// <summary>Gets whether the file is open.</summary>
    internal bool IsOpen => _isOpen;

    /// <summary>Gets the number of prepared statements that were run.</summary>
    internal long Statements => Interlocked.Read(ref _statements);

    /// <summary>Gets whether the thread of the writer is still running.</summary>
    internal bool IsAlive => _thread.IsAlive;

    /// <summary>
    /// Runs a write in a transaction that other writes may share. If the write throws, only this write was rolled back.
    /// <paramref name="waited"/> is how long its call has waited already.
    /// </summary>
    internal async Task<T> WriteAsync<T>(
        Func<SqliteSession, T> write, MessageId? messageId, CancellationToken cancellationToken, TimeSpan waited = default)
    {
        var queued = new SqliteWrite(session => write(session), messageId, SqliteDeadline.After(_options.BusyTimeout - waited, _time));
        var outcome = await _writes.WriteAsync(queued, cancellationToken).ConfigureAwait(false);
        return outcome is SqliteRefusal(var error) ? throw new StorageException(error.Message, error.InnerException) : (T)outcome!;
    }

    /// <summary>Returns the deadline of a call that begins now.</summary>
    internal SqliteDeadline Deadline() => SqliteDeadline.After(_options.BusyTimeout, _time);

    /// <summary>Creates and migrates the file if necessary, so that it can be read. Calls at the same time wait for the same attempt.</summary>
    internal Task OpenAsync() => OpenAsync(Deadline());

    /// <inheritdoc cref="OpenAsync()"/>
    internal async Task OpenAsync(SqliteDeadline deadline)
    {
        while (!_isOpen)
        {
            Task opened;
            lock (_lock)
                opened = _opened.IsCompleted ? _opened = RunAsync(static _ => true, deadline) : _opened;

            try
            {
                await opened.ConfigureAwait(false);
                return;
            }
            catch (StorageException error) when (SqliteErrors.IsBusy(error.InnerException) && deadline.Milliseconds > 0)
            {
                // The attempt was that of a call with an earlier deadline. This call may wait for longer.
            }
        }
    }

    /// <summary>Runs work on the writer's thread, between two transactions.</summary>
    internal Task<T> RunAsync<T>(Func<SqliteSession, T> work) => RunAsync(work, Deadline());

    /// <summary>Reads a number that changes when another connection, also one of another process, has written to the file.</summary>
    internal Task<long> ReadOthersVersionAsync() => RunAsync(static session => (long)session.Ask(OthersVersion)!);

    /// <summary>Returns where the files are, or "the same" if they are not open.</summary>
    internal SqlitePlace Find() => _anchor?.Find() ?? SqlitePlace.Same;

    /// <summary>Refuses the writes that still wait, waits for the running one, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync().ConfigureAwait(false);
        await _thread.RunAsync(() =>
        {
            if (_session is { } session && Find() == SqlitePlace.FileMoved)
                TryEmptyLog(session);

            Close();
            return true;
        }).ConfigureAwait(false);
        _thread.Dispose();
    }

    private Task<T> RunAsync<T>(Func<SqliteSession, T> work, SqliteDeadline deadline) => _thread.RunAsync(() => MapErrors(() => work(Open(deadline))));

    private object?[] Write(IReadOnlyList<SqliteWrite> batch)
    {
        var outcomes = new object?[batch.Count];
        if (Begin(batch) is not { } session)
            return [.. batch.Select(write => write.Refusal)];

        var before = session.Statements;
        try
        {
            for (var i = 0; i < outcomes.Length; i++)
                outcomes[i] = batch[i].Refusal ?? batch[i].Run(session);
        }
        catch (Exception error)
        {
            RollBack(error);
            throw SqliteErrors.ToLibraryError(error);
        }
        finally
        {
            Interlocked.Add(ref _statements, session.Statements - before);
        }

        Commit(session);
        return outcomes;
    }

    /// <summary>
    /// Begins a transaction. Each write of the batch waits for a lock until its own deadline and is then refused, while the others wait on.
    /// If this method threw, the queue would try each write of the batch alone, and each would wait for the same lock in turn.
    /// </summary>
    /// <returns>The connection, or null if all writes were refused.</returns>
    private SqliteSession? Begin(IReadOnlyList<SqliteWrite> batch)
    {
        while (First(batch) is { } first)
        {
            try
            {
                return Begin(first.Deadline);
            }
            catch (SqliteException error)
            {
                Refuse(batch, first, SqliteErrors.ToStorageException(error));
            }
            catch (StorageException error)
            {
                Refuse(batch, first, error);
            }
        }

        return null;
    }

    /// <summary>Returns the write with the earliest deadline of those that are not refused, or null if all are.</summary>
    private static SqliteWrite? First(IReadOnlyList<SqliteWrite> batch)
    {
        if (batch.Count == 1)
            return batch[0].Refusal is null ? batch[0] : null;

        return batch.Where(write => write.Refusal is null).MinBy(write => write.Deadline.Milliseconds);
    }

    /// <summary>Refuses the writes that must not wait any more. Their callers are answered at once: nothing of them was written.</summary>
    private void Refuse(IReadOnlyList<SqliteWrite> batch, SqliteWrite first, StorageException error)
    {
        var isBusy = SqliteErrors.IsBusy(error.InnerException);
        foreach (var write in batch)
        {
            if (write.Refusal is null && (!isBusy || write == first || write.Deadline.Milliseconds == 0))
                _writes.Answer(write, write.Refusal = new(error));
        }
    }

    private SqliteSession Begin(SqliteDeadline deadline)
    {
        var session = Open(deadline);
        try
        {
            var milliseconds = deadline.Milliseconds;
            Begins?.Invoke(milliseconds);
            session.SetBusyTimeout(milliseconds);
            session.ControlTransaction("BEGIN IMMEDIATE");
            return session;
        }
        catch (SqliteException error)
        {
            RollBack(error);
            throw;
        }
    }

    private void Commit(SqliteSession session)
    {
        try
        {
            session.ControlTransaction("COMMIT");
        }
        catch (SqliteException error) when (SqliteErrors.LeavesCommitUnknown(error))
        {
            SqliteLog.OpensAgain(_logger, error);
            Close();
            throw new OutcomeUnknownException(null, error);
        }
        catch (SqliteException error)
        {
            RollBack(error);
            throw SqliteErrors.ToStorageException(error);
        }

        // If the file lost its name during the transaction, nobody will find in it what was written. The next call finds the file anew.
        if (Find() != SqlitePlace.Same)
            throw new OutcomeUnknownException(null, SqliteErrors.MovedError(Find()));
    }

    private void RollBack(Exception cause)
    {
        try
        {
            _session?.RollBack();
            if (cause is not SqliteException driver || !SqliteErrors.EndsConnection(driver))
                return;
        }
        catch (SqliteException)
        {
            // The connection is closed below, which rolls back, too.
        }

        SqliteLog.OpensAgain(_logger, cause);
        Close();
    }

    private void Close()
    {
        _isOpen = false;
        _session?.Dispose();
        _session = null;
        _anchor?.Dispose();
        _anchor = null;
    }

    private SqliteSession Open(SqliteDeadline deadline)
    {
        if (_session is not null)
            CheckPlace(_session);

        if (_session is null)
        {
            var session = _opening.Open(deadline);
            try
            {
                _anchor = new(_path, _links);
                if (SqliteNative.HasMoved(session.Connection.Handle!) == true)
                    throw SqliteErrors.MovedError(SqlitePlace.FileMoved);

                _othersVersion = session.Ask(OthersVersion);
            }
            catch
            {
                session.Dispose();
                _anchor?.Dispose();
                _anchor = null;
                throw;
            }

            _session = session;
        }

        _isOpen = true;
        return _session;
    }

    /// <summary>
    /// Checks that the files are still at their names. If not, the call throws, and the next call opens what is there then. It is never
    /// created anew.
    /// </summary>
    private void CheckPlace(SqliteSession session)
    {
        var place = Find();
        if (place == SqlitePlace.Same)
            return;

        var error = SqliteErrors.MovedError(place);
        if (place == SqlitePlace.LinkMoved)
            throw error;

        _isOpen = false;
        _closeReaders();
        SqliteLog.OpensAgain(_logger, error);

        // By another index, another process may have written more into the log than this connection knows, so the log stays as it is.
        if (place == SqlitePlace.IndexReplaced)
            session.KeepLogAtClosing();

        // While the file is at its place, closing it without its log would lose what only the log contains. If there is another log by now,
        // another process may have written on without the old one. SQLite then moves the log into the file at the closing only if nobody
        // else uses the file.
        if (place is SqlitePlace.LogReplaced or SqlitePlace.IndexReplaced || TryEmptyLog(session) || place == SqlitePlace.FileMoved)
            Close();

        throw error;
    }

    /// <summary>
    /// Moves the log into the file that this connection has open, wherever that is. A log with content that stays at its name would be
    /// taken for the log of the next file there. If another process wrote since the file was opened, the log may have become that of
    /// another file, and it is left alone.
    /// </summary>
    private bool TryEmptyLog(SqliteSession session)
    {
        try
        {
            session.SetBusyTimeout(0);
            return Equals(session.Ask(OthersVersion), _othersVersion) && session.Ask("PRAGMA wal_checkpoint(TRUNCATE)") is 0L;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static T MapErrors<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.ToStorageException(error);
        }
    }
}
