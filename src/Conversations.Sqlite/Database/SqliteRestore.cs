using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>
/// Puts a backup in the place of a file. At each moment, the files on the disk are either the old ones or the new ones, so a process that
/// is killed in the middle leaves no mixture of both.
/// </summary>
/// <param name="backup">The full path of the backup.</param>
/// <param name="path">The full path of the file, without links.</param>
internal sealed class SqliteRestore(string backup, string path)
{
    /// <summary>How long a connection that is just being closed may delay the call, in milliseconds.</summary>
    private const int BusyMilliseconds = 500;

    internal void Run()
    {
        SqliteFiles.Check(backup);
        SqliteFiles.Check(path);
        if (!File.Exists(backup))
            throw new StorageException("The backup does not exist, or the process is not allowed to see it. Name a file that BackupAsync made.");

        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new StorageException("The backup cannot be restored: the folder of the SQLite file does not exist. Create it, then try again.");

        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var isNew = !File.Exists(path);
        try
        {
            using var old = Lock();
            Copy(unfinished);
            Replace(unfinished, old);
            MakeDurable();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.IsBusy(error) ? InUseError(error) : SqliteErrors.ToStorageException(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("The backup cannot be put in the place of the SQLite file. Check that the process may write the folder, then try again.", error);
        }
        finally
        {
            File.Delete(unfinished);
            if (isNew && new FileInfo(path) is { Exists: true, Length: 0 })
                File.Delete(path);
        }
    }

    /// <summary>
    /// Opens the old file so that no other connection can use it. Its log is moved into it first: a log that stayed would be taken for
    /// the log of the new file, and without its log the old file would not be complete any more. If the old file is damaged, or has the
    /// log of another file, the files stay as they are.
    /// </summary>
    private SqliteSession Lock()
    {
        var session = new SqliteSession(path, SqliteOpenMode.ReadWriteCreate, BusyMilliseconds);
        try
        {
            if (SqliteFiles.HasForeignLog(session, path))
                return LockUnread(session);

            CheckIsOurs(session);
            if (session.Ask("PRAGMA journal_mode = DELETE") is not "delete")
                throw InUseError(null);

            session.Execute("BEGIN EXCLUSIVE");
            return session;
        }
        catch (SqliteException error) when (SqliteErrors.IsDamage(error))
        {
            session.Dispose();
            return IsOursUnread() ? LockUnread(new(path, SqliteOpenMode.ReadWrite, BusyMilliseconds)) : throw new StorageException(
                "The file that the backup should replace is damaged, or is not a file of this library. It was not changed. If it is the right one, delete it"
                + " and the files beside it with the endings '-wal' and '-shm', then try again.", error);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static SqliteSession LockUnread(SqliteSession session)
    {
        if (SqliteNative.TryLock(session.Connection.Handle!))
            return session;

        session.Dispose();
        throw InUseError(null);
    }

    /// <summary>Copies the backup, with what its own log may contain, and checks the copy.</summary>
    private void Copy(string unfinished)
    {
        try
        {
            using var session = new SqliteSession(BackupSource(), SqliteOpenMode.ReadOnly, BusyMilliseconds);
            if (SqliteSchema.Current.CheckVersion(session) == 0)
                throw new StorageException("It is empty.");

            session.Run("VACUUM INTO $path", ("$path", unfinished));
        }
        catch (Exception error) when (error is SqliteException or StorageException)
        {
            throw new StorageException(
                $"The backup cannot be restored. Nothing was changed. Name a file that BackupAsync made. What happened: {SqliteErrors.ToLibraryError(error).Message}", error);
        }

        using (var copy = new SqliteSession(unfinished, SqliteOpenMode.ReadOnly, BusyMilliseconds))
        {
            if (copy.Ask("PRAGMA quick_check(1)") is not "ok")
                throw new StorageException("The backup is damaged. Nothing was restored. Name another backup.");
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(unfinished, File.GetUnixFileMode(path));

        using var file = File.OpenHandle(unfinished, access: FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>
    /// Returns how to open the backup. Without a log of its own, it is a file that nobody writes: SQLite then creates nothing beside it, and
    /// it may be on a medium that cannot be written.
    /// </summary>
    private string BackupSource()
    {
        using (var session = new SqliteSession(backup, SqliteOpenMode.ReadOnly, BusyMilliseconds))
        {
            if (SqliteFiles.HasLog(backup) && !SqliteFiles.HasForeignLog(session, backup))
                return backup;
        }

        var root = Path.DirectorySeparatorChar == '\\' ? "///" : "";
        return $"file:{root}{Uri.EscapeDataString(backup.Replace(Path.DirectorySeparatorChar, '/')).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
    }

    private void Replace(string unfinished, SqliteSession old)
    {
        // Windows does not replace a file that is open.
        if (OperatingSystem.IsWindows())
            old.Dispose();

        // Only a damaged file still has files beside it here. A journal would be applied to the new file. A log would be refused, because
        // the header of the new file says that it uses none, so it may stay until the new file is there.
        File.Delete(SqliteFiles.Journal(path));
        File.Move(unfinished, path, overwrite: true);
        File.Delete(SqliteFiles.Log(path));
        File.Delete(SqliteFiles.Index(path));
    }

    /// <summary>Makes SQLite write the new file once. SQLite then syncs the folder, which .NET cannot, so that the new name survives a power cut.</summary>
    private void MakeDurable()
    {
        using var session = new SqliteSession(path, SqliteOpenMode.ReadWrite, BusyMilliseconds);
        try
        {
            session.Ask("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException error) when (SqliteErrors.IsBusy(error))
        {
            // Another process uses the restored file already, and has therefore done it.
        }
    }

    private static void CheckIsOurs(SqliteSession session)
    {
        if (session.Ask("SELECT 1 FROM sqlite_schema LIMIT 1") is not null && session.Ask("PRAGMA application_id") is not (long)SqliteSchema.ApplicationId)
        {
            throw new StorageException(
                "The SQLite file contains something other than conversations. It was not changed. Name another file, or rename what is there.");
        }
    }

    private bool IsOursUnread()
    {
        using var session = new SqliteSession(path, SqliteOpenMode.ReadOnly, BusyMilliseconds);
        Span<byte> header = stackalloc byte[100];
        return SqliteNative.TryRead(session.Connection.Handle!, header) && SqliteFiles.IsOurs(header);
    }

    private static StorageException InUseError(SqliteException? error) => new(
        "The SQLite file is open in another process or connection. Nothing was restored. Stop every process that uses the file, then try again.", error);
}
