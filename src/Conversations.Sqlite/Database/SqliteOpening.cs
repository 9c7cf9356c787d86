using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>Opens a file for the writer: looks at it first, sets how it is used, and brings it up to date.</summary>
internal sealed class SqliteOpening(string path, SqliteStoreOptions options, SqliteSchema schema, ILogger logger)
{
    private static readonly Version _sound = new(3, 51, 3);

    private bool _wasOpen;

    internal SqliteSession Open()
    {
        schema.Inspect(path, options.BusyTimeout);

        // A file that was there and is gone is not made anew: it may come back.
        var session = new SqliteSession(path, _wasOpen ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate, options.BusyTimeout);
        try
        {
            UseLog(session);
            Set(session, "synchronous", SynchronousCode.ToString(CultureInfo.InvariantCulture));
            Set(session, "wal_autocheckpoint", options.CheckpointPages.ToString(CultureInfo.InvariantCulture));
            // What is deleted is overwritten, not only forgotten.
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

    /// <summary>Turns on the write-ahead log. Where several do so on a new file at once, SQLite refuses one at once rather than to let it wait.</summary>
    private void UseLog(SqliteSession session)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                Set(session, "journal_mode", "wal");
                return;
            }
            catch (SqliteException error) when (SqliteErrors.IsBusy(error) && Stopwatch.GetElapsedTime(started) < options.BusyTimeout)
            {
                // The driver has waited for a second before it gave up.
            }
        }
    }

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
        SqliteLog.Opened(logger, Convert.ToInt64(session.Ask("PRAGMA user_version"), CultureInfo.InvariantCulture), version);
        if (Version.Parse(version) < _sound)
            SqliteLog.MayLoseCommits(logger, version);
    }
}
