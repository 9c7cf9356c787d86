using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>Finds the file that a connection string names.</summary>
internal static class SqlitePath
{
    /// <summary>The number of links that are followed. SQLite follows 100, too.</summary>
    private const int MaxLinks = 100;

    /// <summary>The macro of the driver for a folder that the app sets.</summary>
    private const string DataDirectory = "|DataDirectory|";

    /// <summary>Returns the full path of the file.</summary>
    /// <exception cref="ArgumentException">The connection string names no file, or says more than the name of a file.</exception>
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
            // The driver's message repeats the connection string, which may contain a password. It is not passed on.
            throw new ArgumentException("This is not a SQLite connection string. Give one such as 'Data Source=conversations.db'.", nameof(connectionString));
        }

        var source = settings.DataSource;
        if (settings.Mode == SqliteOpenMode.Memory || source.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                "A SQLite database in memory is lost when its connection is closed. Call UseInMemory() to keep conversations in memory.", nameof(connectionString));
        }

        if (string.IsNullOrWhiteSpace(source))
            throw new ArgumentException("The connection string names no file. Give one such as 'Data Source=conversations.db'.", nameof(connectionString));

        if (Path.EndsInDirectorySeparator(source))
            throw new ArgumentException("The data source is a folder. Name a file in it.", nameof(connectionString));

        if (source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The data source is a URI. Give the path of a file.", nameof(connectionString));

        if (settings.Keys.Cast<string>().Any(key => key != "Data Source" && settings.ShouldSerialize(key)))
            throw new ArgumentException("Only 'Data Source' may be set: how the file is opened is set by SqliteStoreOptions.", nameof(connectionString));

        return Resolve(source, nameof(connectionString));
    }

    /// <summary>Resolves a data source as the driver does: against the app's DataDirectory, or the current folder if there is none.</summary>
    private static string Resolve(string source, string parameter)
    {
        var folder = AppContext.GetData("DataDirectory") as string;
        if (!source.Contains(DataDirectory, StringComparison.OrdinalIgnoreCase))
            return Path.GetFullPath(string.IsNullOrEmpty(folder) ? source : Path.Combine(folder, source));

        if (string.IsNullOrEmpty(folder))
        {
            throw new ArgumentException(
                "The data source begins with |DataDirectory|, but the app has not set that folder. Call AppContext.SetData(\"DataDirectory\", folder) first, or give a path.",
                parameter);
        }

        // The driver takes the macro literally in the middle, and with a separator after it, it opens a file in the root folder.
        var name = source[DataDirectory.Length..];
        if (!source.StartsWith(DataDirectory, StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(name) || Path.IsPathRooted(name))
        {
            throw new ArgumentException(
                "|DataDirectory| must be the beginning of the data source, and the name of the file must follow it without a separator: '|DataDirectory|conversations.db'.",
                parameter);
        }

        return Path.GetFullPath(Path.Combine(folder, name));
    }

    /// <summary>Returns the path without links, to the file or to any of its folders, so that all names of one file give the same path.</summary>
    internal static string Real(string path) => Real(path, MaxLinks);

    private static string Real(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
            return path;

        var real = Path.Combine(Real(folder, links), Path.GetFileName(path));
        return links > 0 && new FileInfo(real).LinkTarget is { } target ? Real(Path.GetFullPath(target, Path.GetDirectoryName(real)!), links - 1) : real;
    }
}
