using System.Globalization;
using Conversations.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>The one connection of a process that writes to a file, on a thread of its own. What waits together is one transaction.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private static readonly Version _sound = new(3, 51, 3);

    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly SqliteSchema _schema;
    private readonly ILogger _logger;
    private readonly SqliteThread _thread = new();
    private readonly WriteQueue<SqliteWrite, object?> _queue;
    private SqliteSession? _session;
    private volatile bool _isOpen;

    internal SqliteWriter(string path, SqliteStoreOptions options, SqliteSchema schema, ILogger logger)
    {
        (_path, _options, _schema, _logger) = (path, options, schema, logger);
        _queue = new(batch => Task.FromResult<IReadOnlyList<object?>>(Write(batch)), scheduler: _thread);
    }

    /// <summary>Gets how many prepared statements were run.</summary>
    internal long Statements => _session?.Statements ?? 0;

    /// <summary>Does something inside of a transaction, which others may share; where it throws, it alone was rolled back.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, MessageId? messageId, CancellationToken cancellationToken) =>
        (T)(await _queue.WriteAsync(new(session => write(session), messageId), cancellationToken).ConfigureAwait(false))!;

    /// <summary>Sees to it that the file is there and up to date, so that it can be read.</summary>
    internal Task OpenAsync() => _isOpen ? Task.CompletedTask : RunAsync(_ => true);

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
        var session = Mapped(Open);
        try
        {
            session.Run("BEGIN IMMEDIATE");
            for (var i = 0; i < outcomes.Length; i++)
                outcomes[i] = batch[i].Run(session);
        }
        catch (Exception error)
        {
            RollBack();
            throw error is SqliteException driver ? SqliteErrors.ToStorageException(driver) : error;
        }

        Commit(session);
        return outcomes;
    }

    private void Commit(SqliteSession session)
    {
        try
        {
            session.Run("COMMIT");
        }
        catch (SqliteException error) when (SqliteErrors.LeavesCommitUnknown(error))
        {
            SqliteLog.OpensAgain(_logger, error);
            Close();
            throw new OutcomeUnknownException(null, error);
        }
        catch (SqliteException error)
        {
            RollBack();
            throw SqliteErrors.ToStorageException(error);
        }
    }

    private void RollBack()
    {
        try
        {
            _session?.RollBack();
        }
        catch (SqliteException error)
        {
            SqliteLog.OpensAgain(_logger, error);
            Close();
        }
    }

    private void Close()
    {
        _isOpen = false;
        _session?.Dispose();
        _session = null;
    }

    private SqliteSession Open()
    {
        if (_session is not null)
            return _session;

        _schema.Inspect(_path, _options.BusyTimeout);
        var session = new SqliteSession(_path, SqliteOpenMode.ReadWriteCreate, _options.BusyTimeout);
        try
        {
            Set(session, "journal_mode", "wal");
            Set(session, "synchronous", SynchronousCode.ToString(CultureInfo.InvariantCulture));
            Set(session, "wal_autocheckpoint", _options.CheckpointPages.ToString(CultureInfo.InvariantCulture));
            // What is deleted is overwritten, not only forgotten.
            Set(session, "secure_delete", "1");
            session.Execute("PRAGMA cache_size = -16384");
            _schema.Migrate(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        Log(session);
        _isOpen = true;
        return _session = session;
    }

    private int SynchronousCode => _options.Synchronous switch
    {
        SqliteSynchronous.Off => 0,
        SqliteSynchronous.Normal => 1,
        _ => 2,
    };

    /// <summary>Sets a pragma, and looks whether it took: one that did not is a promise that would be broken.</summary>
    private static void Set(SqliteSession session, string pragma, string value)
    {
        session.Ask($"PRAGMA {pragma} = {value}");
        var is_ = Convert.ToString(session.Ask($"PRAGMA {pragma}"), CultureInfo.InvariantCulture);
        if (is_ != value)
            throw new StorageException($"The SQLite file cannot be used: {pragma} should be {value}, but is {is_}. It must be on a local disk.");
    }

    private void Log(SqliteSession session)
    {
        var version = (string)session.Ask("SELECT sqlite_version()")!;
        SqliteLog.Opened(_logger, Convert.ToInt64(session.Ask("PRAGMA user_version"), CultureInfo.InvariantCulture), version);
        if (Version.Parse(version) < _sound)
            SqliteLog.MayLoseCommits(_logger, version);
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
}
