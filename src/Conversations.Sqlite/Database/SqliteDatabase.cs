using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>A file that this process uses, with one writer and several readers. All stores of the process on this file share it.</summary>
internal sealed class SqliteDatabase
{
    private static readonly Lock _lock = new();
    private static readonly Dictionary<string, SqliteDatabase> _used = [];
    private static readonly HashSet<string> _reserved = [];

    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly SqliteLinks _links = new();
    private int _stores = 1;

    /// <summary>Uses a file without sharing the connections of this process, as another process would.</summary>
    internal SqliteDatabase(
        string path, SqliteStoreOptions options, SqliteSchema schema, ILogger logger, SqliteLibrary? library = null, TimeProvider? time = null)
    {
        (_path, _options) = (path, options);
        Library = library ?? SqliteLibrary.Loaded;
        Writer = new(path, options, schema, Library, logger, time, () => Readers!.CloseAll(), _links);
        Readers = new(path, options, Writer);
    }

    internal SqliteLibrary Library { get; }

    internal SqliteWriter Writer { get; }

    internal SqliteReaders Readers { get; }

    /// <summary>Begins the use of a file by one store. The first store sets the options, so a later store must bring the same ones.</summary>
    /// <exception cref="InvalidOperationException">
    /// A store of this process uses the file with other options, or the file is being restored.
    /// </exception>
    internal static SqliteDatabase Share(string path, SqliteStoreOptions options, ILogger logger)
    {
        var real = SqlitePath.Real(path);
        lock (_lock)
        {
            if (_reserved.Contains(real))
                throw new InvalidOperationException("This process is restoring the SQLite file. Await the call to RestoreAsync first.");

            if (!_used.TryGetValue(real, out var database))
            {
                _used.Add(real, database = new(real, options, SqliteSchema.Current, logger));
                database.AddName(path);
                return database;
            }

            if (!database._options.Equals(options))
                throw new InvalidOperationException("This process already uses the SQLite file with other options. Give every store of the file the same options.");

            database._stores++;
            database.AddName(path);
            return database;
        }
    }

    /// <summary>Keeps the stores of this process from a file until the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">A store of this process uses the file, or it is already reserved.</exception>
    internal static IDisposable Reserve(string real)
    {
        lock (_lock)
        {
            if (_used.ContainsKey(real) || !_reserved.Add(real))
                throw new InvalidOperationException("This process uses the SQLite file. Dispose every store of the file (or its provider) first.");
        }

        return new Reservation(real);
    }

    /// <summary>Ends the use by one store. The last store closes the file.</summary>
    internal async ValueTask ReleaseAsync()
    {
        lock (_lock)
        {
            if (--_stores > 0)
                return;

            if (_used.GetValueOrDefault(_path) == this)
                _used.Remove(_path);
        }

        await Readers.DisposeAsync().ConfigureAwait(false);
        await Writer.DisposeAsync().ConfigureAwait(false);
    }

    private void AddName(string path)
    {
        if (path != _path)
            _links.Add(path);
    }

    private sealed class Reservation(string real) : IDisposable
    {
        public void Dispose()
        {
            lock (_lock)
                _reserved.Remove(real);
        }
    }
}
