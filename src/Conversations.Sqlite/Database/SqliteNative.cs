using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Conversations;

/// <summary>
/// Functions of the loaded SQLite library that SQLitePCLRaw does not offer. If the library does not export them, for example because it is
/// linked into the program, the questions are answered with "no".
/// </summary>
/// <remarks>
/// A file in use is never opened and closed in another way than by SQLite: closing any handle of the process drops all POSIX locks that
/// the process has on the file (fcntl(2)), those of SQLite included.
/// </remarks>
internal static unsafe class SqliteNative
{
    private const int Existing = 0;
    private const int FilePointer = 7;
    private const int HasMovedCode = 20;
    private const int ReadWrite = 1;
    private const int Shared = 1;
    private const int Exclusive = 4;

    /// <summary>Where st_ctim is in struct stat on Linux, x64 and ARM64, in units of 8 bytes.</summary>
    private const int StatusChanged = 13;

    /// <summary>On Linux with 64 bits, struct stat begins with st_dev and st_ino (stat(3type)), and is shorter than this, in units of 8 bytes.</summary>
    private const int StatusLength = 64;

    private static readonly nint _library = Load();

    private static readonly delegate* unmanaged[Cdecl]<nint, byte*, int, void*, int> _control =
        (delegate* unmanaged[Cdecl]<nint, byte*, int, void*, int>)Export("sqlite3_file_control");

    private static readonly delegate* unmanaged[Cdecl]<byte*, Vfs*> _find = (delegate* unmanaged[Cdecl]<byte*, Vfs*>)Export("sqlite3_vfs_find");

    private static readonly delegate* unmanaged[Cdecl]<byte*, void*, int> _stat = (delegate* unmanaged[Cdecl]<byte*, void*, int>)Stat();

    private static readonly Vfs* _vfs = _find is null ? null : _find(null);

    /// <summary>
    /// Returns whether the file of a connection was deleted, renamed or replaced since it was opened (SQLITE_FCNTL_HAS_MOVED), or null if
    /// the library does not answer.
    /// </summary>
    internal static bool? HasMoved(sqlite3 database)
    {
        var moved = stackalloc int[1];
        return Control(database, HasMovedCode, moved) ? moved[0] != 0 : null;
    }

    /// <summary>Returns whether a file exists that the process may read and write.</summary>
    /// <param name="path">The path from <see cref="Utf8"/>.</param>
    internal static bool CanAccess(byte[] path) => Access(path, ReadWrite);

    /// <summary>Returns which file has a path, or null if there is none, or the operating system or the processor is one for which that is not known here.</summary>
    /// <param name="path">The path from <see cref="Utf8"/>.</param>
    internal static FileIdentity? Identify(byte[] path)
    {
        var status = stackalloc ulong[StatusLength];
        return TryStat(path, status) ? new(status[0], status[1]) : null;
    }

    /// <summary>Returns the state of a folder, or null where <see cref="Identify"/> returns null.</summary>
    /// <param name="path">The path from <see cref="Utf8"/>.</param>
    internal static FolderState? ReadFolder(byte[] path)
    {
        var status = stackalloc ulong[StatusLength];
        return TryStat(path, status) ? new(new(status[0], status[1]), status[StatusChanged], status[StatusChanged + 1]) : null;
    }

    /// <summary>Returns whether the folder at a path from <see cref="Utf8"/> still has this state.</summary>
    internal static bool IsUnchanged(byte[] path, FolderState state)
    {
        var status = stackalloc ulong[StatusLength];
        return TryStat(path, status) && status[StatusChanged + 1] == state.Nanoseconds && status[StatusChanged] == state.Seconds
            && new FileIdentity(status[0], status[1]) == state.Folder;
    }

    /// <summary>Returns a path as the functions of SQLite take it: in UTF-8, with a zero at its end.</summary>
    internal static byte[] Utf8(string text) => new UTF8Encoding(false, true).GetBytes(text + '\0');

    /// <summary>Returns whether something is at a path that has no size and is not a file: a pipe, a socket or a device.</summary>
    internal static bool IsSpecial(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > 0)
            return false;

        // SQLite's VFS takes a file without content as missing (unixAccess), but not a pipe or a device. A file that got its first content
        // between the two questions is still a file.
        return Access(Utf8(path), Existing) && new FileInfo(path) is { Exists: true, Length: 0 };
    }

    /// <summary>Reads the beginning of the file of a connection, without its write-ahead log.</summary>
    /// <returns>Whether the file is as long as that.</returns>
    internal static bool TryRead(sqlite3 database, Span<byte> bytes)
    {
        void** file;
        fixed (byte* first = bytes)
        {
            return Control(database, FilePointer, &file)
                && ((delegate* unmanaged[Cdecl]<void*, byte*, int, long, int>)Method(file, 2))(file, first, bytes.Length, 0) == raw.SQLITE_OK;
        }
    }

    /// <summary>
    /// Locks the file of a connection until the connection is closed, without reading the file, so that this also works if the file is
    /// damaged. The connection cannot be used for anything else.
    /// </summary>
    /// <returns>False if another connection, of this or another process, has the file open.</returns>
    internal static bool TryLock(sqlite3 database)
    {
        void** file;
        if (!Control(database, FilePointer, &file))
            return true;

        var take = (delegate* unmanaged[Cdecl]<void*, int, int>)Method(file, 7);
        return take(file, Shared) == raw.SQLITE_OK && take(file, Exclusive) == raw.SQLITE_OK;
    }

    /// <summary>Returns a method of an open file (sqlite3_io_methods): 2 is xRead, 7 is xLock.</summary>
    private static void* Method(void** file, int index) => ((void**)file[0])[index];

    private static bool Control(sqlite3 database, int code, void* argument) =>
        _control is not null && _control(database.DangerousGetHandle(), null, code, argument) == raw.SQLITE_OK;

    private static nint Load()
    {
        // The driver chooses the library when it is used for the first time.
        _ = SqliteLibrary.Loaded;
        return NativeLibrary.TryLoad(raw.GetNativeLibraryName(), typeof(raw).Assembly, null, out var library) ? library : NativeLibrary.GetMainProgramHandle();
    }

    private static bool TryStat(byte[] path, ulong* status)
    {
        fixed (byte* name = path)
            return _stat is not null && _stat(name, status) == 0;
    }

    private static nint Stat() =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Processor.X64 or Processor.Arm64
            && NativeLibrary.TryLoad("libc", typeof(SqliteNative).Assembly, null, out var libc) && NativeLibrary.TryGetExport(libc, "stat", out var function)
            ? function
            : 0;

    private static nint Export(string name) => NativeLibrary.TryGetExport(_library, name, out var function) ? function : 0;

    private static bool Access(byte[] path, int flag)
    {
        var can = stackalloc int[1];
        fixed (byte* name = path)
            return _vfs is not null && _vfs->Access(_vfs, name, flag, can) == raw.SQLITE_OK && can[0] != 0;
    }

    /// <summary>The beginning of sqlite3_vfs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        internal int Version;
        internal int FileSize;
        internal int MaxPath;
        internal nint Next;
        internal nint Name;
        internal nint Data;
        internal nint Open;
        internal nint Delete;
        internal delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int*, int> Access;
    }
}
