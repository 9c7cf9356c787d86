using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>Translates every error of the driver into an error of the library.</summary>
internal static class SqliteErrors
{
    private const int Error = 1;
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int LockProtocol = 15;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>Returns whether a commit that failed with this error may have reached the disk.</summary>
    internal static bool LeavesCommitUnknown(SqliteException error) => error.SqliteErrorCode == InputOutput;

    /// <summary>Returns whether another connection has the file locked, so that a later try can succeed.</summary>
    internal static bool IsBusy(Exception? error) => error is SqliteException { SqliteErrorCode: Busy or Locked };

    /// <summary>Returns whether the connection must be closed: only a new connection sees that the cause was repaired.</summary>
    internal static bool EndsConnection(SqliteException error) => error.SqliteErrorCode is ReadOnly or InputOutput or Corrupt or CannotOpen or NotADatabase;

    /// <summary>Returns whether the content of the file is wrong.</summary>
    internal static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Error or Corrupt or NotADatabase;

    /// <summary>Returns the error for the caller of a read, or of a write that was rolled back.</summary>
    internal static StorageException ToStorageException(SqliteException error) => new(Describe(error.SqliteErrorCode), error);

    /// <summary>
    /// Returns the error for the caller of a failed call. An error that only a row can cause that this library never wrote says that
    /// the file is damaged.
    /// </summary>
    internal static Exception ToLibraryError(Exception error) => error switch
    {
        SqliteException driver => ToStorageException(driver),
        ObjectDisposedException => error,
        InvalidOperationException or InvalidCastException or ArgumentException or FormatException or OverflowException or JsonException or InvalidConversationDataException =>
            new StorageException(Describe(Corrupt), error),
        _ => error,
    };

    internal static StorageException NotADatabaseError() => new(Describe(NotADatabase));

    internal static StorageException MissingError() => new(
        "The SQLite file does not exist any more. Nothing was written, and no new file was created. Put the file or a backup in its place:"
        + " the next call opens it. To begin with an empty file, start the process anew.");

    internal static StorageException ForeignLogError() => new(
        "The write-ahead log beside the SQLite file (the file with the ending '-wal') belongs to another file: a backup was copied over the file"
        + " without it. Nothing was changed. Call SqliteConversationStore.RestoreAsync with the backup, which does both; or, to keep the file"
        + " as it is, stop every process that uses it, delete the files with the endings '-wal' and '-shm', and try again.");

    /// <summary>Returns the error of a call that finds the files of an open database gone.</summary>
    internal static StorageException MovedError(SqlitePlace place) => new(place switch
    {
        SqlitePlace.FileMoved => "The SQLite file was deleted, renamed or replaced while it was in use. Put the file or a backup in its place if it is missing:"
            + " the next call opens what is there. To restore a backup, stop every process that uses the file and call"
            + " SqliteConversationStore.RestoreAsync.",
        SqlitePlace.LinkMoved => "A link by which the SQLite file was opened leads to another file now. Point the link back, or dispose every store of"
            + " the file (or its provider) and begin anew: the store then opens the file to which the link leads.",
        _ => "A file that SQLite keeps beside the SQLite file (with the ending '-wal' or '-shm') was deleted, renamed or replaced while it was in use."
            + " If no other process uses the file, nothing is lost, and the next call works. Otherwise stop every process that uses it.",
    });

    private static string Describe(int code) => code switch
    {
        Error => "The SQLite file does not have the tables and columns that this version of Conversations.Sqlite uses (code 1): another program changed"
            + " them, or another version of this library did. Nothing was written. Restore a backup, or use the same version in every process.",
        Permission => "The operating system did not permit access to the SQLite file. Nothing was written. Allow the process to read and write it.",
        Busy or Locked => "Another process kept the SQLite file locked for longer than the busy timeout. Nothing was written. Try again.",
        OutOfMemory => "The process has too little memory. Nothing was written. Try again.",
        Full => "The disk is full, so nothing was written. What is stored can still be read. Make room and try again.",
        ReadOnly => "The SQLite file, its folder, or a file that SQLite keeps beside it (with the ending '-wal' or '-shm') is read-only. Nothing was written."
            + " Allow the process to write all of them.",
        InputOutput => "The disk failed to read or write the SQLite file. Nothing was written. Check the disk, then try again.",
        Corrupt => "The SQLite file is damaged, or a file beside it (with the ending '-wal') belongs to another one. Nothing was written, and the file was not"
            + " changed. Restore a backup with SqliteConversationStore.RestoreAsync.",
        CannotOpen => "The SQLite file cannot be opened. Its folder must exist, it must be a file, and the process must be allowed to read and write both, and"
            + " the files that SQLite keeps beside it (with the endings '-wal' and '-shm').",
        LockProtocol => "Too many processes opened the SQLite file at the same moment. Nothing was written. Try again.",
        Constraint => "The rows of the SQLite file contradict each other: another program changed them. Nothing was written. Restore a backup with"
            + " SqliteConversationStore.RestoreAsync.",
        NotADatabase => "The file is not a SQLite database. It was not changed. Name another file.",
        _ => $"SQLite failed with code {code}. Nothing was written.",
    };
}
