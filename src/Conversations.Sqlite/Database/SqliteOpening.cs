using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>Opens a file for the writer: inspects the file, sets the pragmas, and migrates the schema.</summary>
internal sealed class SqliteOpening(string path, SqliteStoreOptions options, SqliteSchema schema, SqliteLibrary library, ILogger logger)
{
    /// <summary>The longest pause between two attempts to turn on the write-ahead log, in milliseconds.</summary>
    private const int MaxPause = 10;

    private bool _wasOpen;

    /// <summary>Opens the file. If it is locked, the method waits until the deadline at most, whatever step finds it locked.</summary>
    internal SqliteSession Open(SqliteDeadline deadline)
    {
        schema.Inspect(path, deadline);

        // A file that this process had open may be missing only for a while. A new, empty file would hide that, so none is created.
        if (_wasOpen && !File.Exists(path))
            throw SqliteErrors.MissingError();

        var session = new SqliteSession(path, _wasOpen ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate, deadline.Milliseconds);
        try
        {
            UseLog(session, deadline);
            session.SetBusyTimeout(deadline.Milliseconds);
            Set(session, "synchronous", SynchronousCode.ToString(CultureInfo.InvariantCulture));
            Set(session, "wal_autocheckpoint", options.CheckpointPages.ToString(CultureInfo.InvariantCulture));
            // Without this, the bytes of deleted rows would stay in the file.
            Set(session, "secure_delete", "1");
            session.Execute("PRAGMA cache_size = -16384");
            schema.Migrate(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        Log(session);
        _wasOpen = true;
        return session;
    }

    private int SynchronousCode => options.Synchronous switch
    {
        SqliteSynchronous.Off => 0,
        SqliteSynchronous.Normal => 1,
        _ => 2,
    };

    /// <summary>
    /// Turns on the write-ahead log. If several connections do so on a new file at the same time, SQLite returns "busy" to one of them
    /// without the busy timeout, so this method waits itself.
    /// </summary>
    private static void UseLog(SqliteSession session, SqliteDeadline deadline)
    {
        using var pause = new ManualResetEventSlim();
        while (true)
        {
            try
            {
                Set(session, "journal_mode", "wal");
                return;
            }
            catch (SqliteException error) when (SqliteErrors.IsBusy(error) && deadline.Milliseconds > 0)
            {
                pause.Wait(Math.Min(deadline.Milliseconds, MaxPause));
                session.SetBusyTimeout(deadline.Milliseconds);
            }
        }
    }

    /// <summary>Sets a pragma and reads it back, because SQLite ignores a value that it cannot apply.</summary>
    /// <exception cref="StorageException">The pragma has another value.</exception>
    private static void Set(SqliteSession session, string pragma, string value)
    {
        session.Ask($"PRAGMA {pragma} = {value}");
        var actual = Convert.ToString(session.Ask($"PRAGMA {pragma}"), CultureInfo.InvariantCulture);
        if (actual != value)
            throw new StorageException($"The SQLite file cannot be used: {pragma} should be {value}, but is {actual}. The file must be on a local disk.");
    }

    private void Log(SqliteSession session)
    {
        SqliteLog.Opened(logger, Convert.ToInt64(session.Ask("PRAGMA user_version"), CultureInfo.InvariantCulture), library.Version);
        if (library.Warning is not null && !_wasOpen)
            SqliteLog.IsOld(logger, library.Version);
    }
}
