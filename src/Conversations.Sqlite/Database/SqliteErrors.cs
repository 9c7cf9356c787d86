using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The one place where the driver's errors become the library's.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Tells whether nobody knows if the commit that failed so reached the disk.</summary>
    internal static bool LeavesCommitUnknown(SqliteException error) => error.SqliteErrorCode == InputOutput;

    /// <summary>Tells whether another process is in the way, and may be gone a moment later.</summary>
    internal static bool IsBusy(SqliteException error) => error.SqliteErrorCode is Busy or Locked;

    /// <summary>Tells whether the connection is of no more use: what is mended meanwhile is seen by a new one only.</summary>
    internal static bool EndsConnection(SqliteException error) => error.SqliteErrorCode is ReadOnly or InputOutput or Corrupt or CannotOpen or NotADatabase;

    /// <summary>Gives the error for the caller of something that was rolled back or read only.</summary>
    internal static StorageException ToStorageException(SqliteException error) => new(Describe(error.SqliteErrorCode), error);

    /// <summary>Gives the error for the caller of whatever failed; what can only come of rows that were never written so says that the file is damaged.</summary>
    internal static Exception Of(Exception error) => error switch
    {
        SqliteException driver => ToStorageException(driver),
        ObjectDisposedException => error,
        InvalidOperationException or InvalidCastException or FormatException or OverflowException or JsonException or InvalidConversationDataException =>
            new StorageException(Describe(Corrupt), error),
        _ => error,
    };

    internal static StorageException NotADatabaseAtAll() => new(Describe(NotADatabase));

    private static string Describe(int code) => code switch
    {
        Busy or Locked => "Another process holds the SQLite file locked for longer than the busy timeout. Nothing was written. Try again.",
        Full => "The disk is full, so nothing was written. What is stored can still be read. Make room and try again.",
        ReadOnly => "The SQLite file or its folder is read-only. Nothing was written. Allow the process to write both.",
        InputOutput => "The disk failed to read or write the SQLite file. Nothing was written. Look after the disk, then try again.",
        Corrupt => "The SQLite file is damaged. Nothing was written, and it is left as it is. Restore a backup.",
        CannotOpen => "The SQLite file cannot be opened. Its folder must exist, it must be a file, and the process must be allowed to read and write both.",
        NotADatabase => "The file is no SQLite database. It is left as it is. Name another file.",
        _ => $"SQLite failed with code {code}. Nothing was written.",
    };
}
