using Conversations.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>The one connection of a process that writes to a file, on a thread of its own. What waits together is one transaction.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly SqliteOpening _opening;
    private readonly SqliteThread _thread = new();
    private readonly WriteQueue<SqliteWrite, object?> _queue;
    private readonly Lock _lock = new();
    private Task _opened = Task.CompletedTask;
    private SqliteSession? _session;
    private long _statements;
    private volatile bool _isOpen;

    internal SqliteWriter(string path, SqliteStoreOptions options, SqliteSchema schema, ILogger logger)
    {
        _logger = logger;
        _opening = new(path, options, schema, logger);
        _queue = new(batch => Task.FromResult<IReadOnlyList<object?>>(Write(batch)), scheduler: _thread);
    }

    /// <summary>Gets how many prepared statements were run.</summary>
    internal long Statements => Interlocked.Read(ref _statements);

    /// <summary>Gets whether the thread of the writer has not ended yet.</summary>
    internal bool IsAlive => _thread.IsAlive;

    /// <summary>Does something inside of a transaction, which others may share; where it throws, it alone was rolled back.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, MessageId? messageId, CancellationToken cancellationToken)
    {
        var outcome = await _queue.WriteAsync(new(session => write(session), messageId), cancellationToken).ConfigureAwait(false);
        return outcome is NotBegun(var error) ? throw new StorageException(error.Message, error.InnerException) : (T)outcome!;
    }

    /// <summary>Sees to it that the file is there and up to date, so that it can be read. Who comes while that is tried waits for the same try.</summary>
    internal Task OpenAsync()
    {
        if (_isOpen)
            return Task.CompletedTask;

        lock (_lock)
            return _opened.IsCompleted ? _opened = RunAsync(static _ => true) : _opened;
    }

    /// <summary>Does something between transactions.</summary>
    internal Task<T> RunAsync<T>(Func<SqliteSession, T> work) => _thread.RunAsync(() => Mapped(() => work(Open())));

    /// <summary>Refuses what still waits, waits for what is under way, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        await _thread.RunAsync(() =>
        {
            Close();
            return true;
        }).ConfigureAwait(false);
        _thread.Dispose();
    }

    private object?[] Write(IReadOnlyList<SqliteWrite> batch)
    {
        var outcomes = new object?[batch.Count];
        SqliteSession session;
        try
        {
            session = Mapped(Begin);
        }
        catch (StorageException error)
        {
            // Thrown, each of the batch would be tried alone, to wait as long for the same one after the other.
            Array.Fill(outcomes, new NotBegun(error));
            return outcomes;
        }

        var before = session.Statements;
        try
        {
            for (var i = 0; i < outcomes.Length; i++)
                outcomes[i] = batch[i].Run(session);
        }
        catch (Exception error)
        {
            RollBack(error);
            throw SqliteErrors.Of(error);
        }
        finally
        {
            Interlocked.Add(ref _statements, session.Statements - before);
        }

        Commit(session);
        return outcomes;
    }

    private SqliteSession Begin()
    {
        var session = Open();
        try
        {
            session.Frame("BEGIN IMMEDIATE");
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
            session.Frame("COMMIT");
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
            // Closing rolls back too.
        }

        SqliteLog.OpensAgain(_logger, cause);
        Close();
    }

    private void Close()
    {
        _isOpen = false;
        _session?.Dispose();
        _session = null;
    }

    private SqliteSession Open()
    {
        _session ??= _opening.Open();
        _isOpen = true;
        return _session;
    }

    private static T Mapped<T>(Func<T> work)
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

    /// <summary>What becomes of a write whose transaction did not begin.</summary>
    private sealed record NotBegun(StorageException Error);
}
