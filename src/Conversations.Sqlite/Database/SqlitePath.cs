using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The file that a connection string names.</summary>
internal static class SqlitePath
{
    /// <summary>How many links are followed; SQLite follows 100 too.</summary>
    private const int MaxLinks = 100;

    /// <summary>Gives the full path, or refuses what names no file.</summary>
    internal static string Of(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = new(connectionString);
        }
        catch (ArgumentException)
        {
            // Its message repeats what was given, which may hold a password.
            throw new ArgumentException("This is no connection string of SQLite. Give one such as 'Data Source=conversations.db'.", nameof(connectionString));
        }

        var source = settings.DataSource;
        if (settings.Mode == SqliteOpenMode.Memory || source.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                "A SQLite database in memory is gone with its connection. Call UseInMemory() to keep conversations in memory.", nameof(connectionString));
        }

        if (string.IsNullOrWhiteSpace(source))
            throw new ArgumentException("The connection string names no file. Give one such as 'Data Source=conversations.db'.", nameof(connectionString));

        if (source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The data source is a URI. Give the path of a file.", nameof(connectionString));

        if (settings.Keys.Cast<string>().Any(key => key != "Data Source" && settings.ShouldSerialize(key)))
            throw new ArgumentException("Only 'Data Source' may be set: how the file is opened is set by SqliteStoreOptions.", nameof(connectionString));

        return Path.GetFullPath(source);
    }

    /// <summary>Gives the path that all names of one file have in common, through links to it and to each of the folders it is in.</summary>
    internal static string Real(string path) => Real(path, MaxLinks);

    private static string Real(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
            return path;

        var real = Path.Combine(Real(folder, links), Path.GetFileName(path));
        return links > 0 && new FileInfo(real).LinkTarget is { } target ? Real(Path.GetFullPath(target, Path.GetDirectoryName(real)!), links - 1) : real;
    }
}
