using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The file that a connection string names.</summary>
internal static class SqlitePath
{
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

        if (source.Length == 0)
            throw new ArgumentException("The connection string names no file. Give one such as 'Data Source=conversations.db'.", nameof(connectionString));

        if (source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The data source is a URI. Give the path of a file.", nameof(connectionString));

        if (settings.Keys.Cast<string>().Any(key => key != "Data Source" && settings.ShouldSerialize(key)))
            throw new ArgumentException("Only 'Data Source' may be set: how the file is opened is set by SqliteStoreOptions.", nameof(connectionString));

        return Path.GetFullPath(source);
    }

    /// <summary>Gives the path that two names of one file have in common.</summary>
    internal static string Real(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var real = Directory.Exists(folder) && Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target
            ? Path.Combine(target.FullName, Path.GetFileName(path))
            : path;
        return File.Exists(real) && File.ResolveLinkTarget(real, returnFinalTarget: true) is { } file ? file.FullName : real;
    }
}
