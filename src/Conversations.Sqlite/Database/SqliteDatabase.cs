using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>A file in use by this process: one writer and some readers, shared by all stores on it.</summary>
internal sealed class SqliteDatabase
{
    private static readonly Lock _lock = new();
    private static readonly Dictionary<string, SqliteDatabase> _used = [];

    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private int _stores = 1;

    /// <summary>Uses a file by itself, as another process would.</summary>
    internal SqliteDatabase(string path, SqliteStoreOptions options, SqliteSchema schema, ILogger logger)
    {
        (_path, _options) = (path, options);
        Writer = new(path, options, schema, logger);
        Readers = new(path, options);
    }

    internal SqliteWriter Writer { get; }

    internal SqliteReaders Readers { get; }

    /// <summary>Begins to use a file. Whoever comes later uses it with the options of who came first, so they must be the same.</summary>
    internal static SqliteDatabase Share(string path, SqliteStoreOptions options, ILogger logger)
    {
        var real = SqlitePath.Real(path);
        lock (_lock)
        {
            if (!_used.TryGetValue(real, out var database))
            {
                _used.Add(real, database = new(real, options, SqliteSchema.Current, logger));
                return database;
            }

            if (!database._options.Equals(options))
                throw new InvalidOperationException("This process uses the SQLite file already, with other options. Give both the same.");

            database._stores++;
            return database;
        }
    }

    /// <summary>Ends the use by one store; the last one closes the file.</summary>
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
}
