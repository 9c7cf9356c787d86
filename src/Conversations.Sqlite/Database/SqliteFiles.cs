using System.Buffers.Binary;

namespace Conversations;

/// <summary>The files of a database: the file itself and those that SQLite keeps beside it.</summary>
internal static class SqliteFiles
{
    /// <summary>The length of the header of a write-ahead log (SQLite file format, section 4.1). A log of this length contains nothing.</summary>
    private const int LogHeader = 32;

    internal static string Log(string path) => path + "-wal";

    internal static string Index(string path) => path + "-shm";

    internal static string Journal(string path) => path + "-journal";

    /// <summary>Checks that nothing is in the way of the files, before SQLite opens one: opening a pipe never returns.</summary>
    /// <exception cref="StorageException">The path, or that of a file beside it, is a folder, a pipe, a socket or a device.</exception>
    internal static void Check(string path)
    {
        if (Directory.Exists(path))
            throw new StorageException("The path of the SQLite file is a folder. Name a file in it.");

        if (SqliteNative.IsSpecial(path))
            throw new StorageException("The path of the SQLite file is a pipe, a socket or a device. Name a file.");

        foreach (var ending in new[] { "-wal", "-shm", "-journal" })
        {
            var isFolder = Directory.Exists(path + ending);
            if (isFolder || SqliteNative.IsSpecial(path + ending))
            {
                throw new StorageException(
                    $"What has the name of the SQLite file with the ending '{ending}' is {(isFolder ? "a folder" : "a pipe, a socket or a device")}."
                    + " Delete or rename it: SQLite keeps a file with this name.");
            }
        }
    }

    /// <summary>
    /// Returns whether the write-ahead log beside a file belongs to another file. The header of a file says whether the file uses a log
    /// (file format, section 1.3.3): that is written before the log gets its first page. A backup says no. So if a log with content
    /// lies beside such a file, the backup was copied over the file to which the log belongs.
    /// </summary>
    /// <param name="session">A new connection to the file, which has read nothing yet.</param>
    /// <param name="path">The path of the file.</param>
    internal static bool HasForeignLog(SqliteSession session, string path)
    {
        // Another process may be turning the log on or off meanwhile, so the log must be there before and after the header is read.
        Span<byte> header = stackalloc byte[100];
        return HasLog(path) && SqliteNative.TryRead(session.Connection.Handle!, header) && header[..16].SequenceEqual("SQLite format 3\0"u8)
            && header[18] == 1 && header[19] == 1 && HasLog(path);
    }

    /// <summary>Returns whether the header of a file says that this library made the file.</summary>
    internal static bool IsOurs(ReadOnlySpan<byte> header) =>
        header[..16].SequenceEqual("SQLite format 3\0"u8) && BinaryPrimitives.ReadInt32BigEndian(header[68..]) == SqliteSchema.ApplicationId;

    /// <summary>Returns whether a write-ahead log with content lies beside a file.</summary>
    internal static bool HasLog(string path) => new FileInfo(Log(path)) is { Exists: true, Length: > LogHeader };
}
