using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>
/// A connection that reads and writes nothing. It remembers which files were opened, and tells whether their names still lead to them. The
/// readers and the writer can ask it at any time; their own connections would make them wait for a running statement.
/// </summary>
/// <param name="path">The full path of the file, without links. The file and its log are open already.</param>
/// <param name="links">The other names of the file.</param>
internal sealed class SqliteAnchor(string path, SqliteLinks links) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileIdentity? _file = SqliteNative.Identify(SqliteNative.Utf8(path));
    private readonly Companion _log = new(SqliteFiles.Log(path));
    private readonly Companion _index = new(SqliteFiles.Index(path));
    private readonly byte[] _folder = SqliteNative.Utf8(Path.GetDirectoryName(path)!);
    private readonly SqliteSession _session = new(path, SqliteOpenMode.ReadOnly, 0);
    private volatile FolderState? _unchanged;
    private bool _isDisposed;

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _session.Dispose();
        }
    }

    /// <summary>Returns where the files are. What is written into files without a name is lost.</summary>
    internal SqlitePlace Find()
    {
        var place = FindFiles();
        return place == SqlitePlace.Same && _file is { } file && links.LeadElsewhere(file) ? SqlitePlace.LinkMoved : place;
    }

    private SqlitePlace FindFiles()
    {
        // As long as nothing was made, removed or renamed in the folder, the files are where they were. This is a third of the cost.
        if (_unchanged is { } unchanged && SqliteNative.IsUnchanged(_folder, unchanged))
            return SqlitePlace.Same;

        var before = SqliteNative.ReadFolder(_folder);
        var place = FindEach();
        _unchanged = place == SqlitePlace.Same && before?.IsSettled(TimeProvider.System.GetUtcNow()) == true ? before : null;
        return place;
    }

    private SqlitePlace FindEach()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return SqlitePlace.Same;

            if (SqliteNative.HasMoved(_session.Connection.Handle!) ?? !File.Exists(path))
                return SqlitePlace.FileMoved;
        }

        var place = _log.Find();
        if (place != SqlitePlace.Same)
            return place;

        return _index.Find() is not SqlitePlace.LogReplaced and var found ? found : SqlitePlace.IndexReplaced;
    }

    /// <summary>A file beside the file. Where a file cannot be identified, only whether one has the name can be told.</summary>
    private sealed class Companion(string path)
    {
        private readonly byte[] _utf8 = SqliteNative.Utf8(path);
        private readonly FileIdentity? _opened = SqliteNative.Identify(SqliteNative.Utf8(path));

        internal SqlitePlace Find() => _opened is { } opened && SqliteNative.Identify(_utf8) is { } found
            ? found == opened ? SqlitePlace.Same : SqlitePlace.LogReplaced
            : SqliteNative.CanAccess(_utf8) || File.Exists(path) ? SqlitePlace.Same : SqlitePlace.LogMoved;
    }
}
