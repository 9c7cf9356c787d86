using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>The native SQLite library that reads and writes the files.</summary>
/// <param name="Version">Its version, as <c>sqlite3_libversion</c> returns it.</param>
internal sealed record SqliteLibrary(string Version)
{
    /// <summary>The warning about an old library, with a placeholder for its version.</summary>
    internal const string OldTemplate =
        "SQLite {Version} can damage a file that two processes write at the same time (the WAL-reset bug, fixed in 3.51.3)."
        + " Reference the package SQLitePCLRaw.bundle_e_sqlite3, version 3.0.5 or later.";

    private static readonly Version _firstSound = new(3, 51, 3);

    /// <summary>Gets the library that this process has loaded.</summary>
    internal static SqliteLibrary Loaded { get; } = new(ReadVersion());

    /// <summary>Gets what an operator should know about this version, or null if there is nothing to say.</summary>
    internal string? Warning =>
        System.Version.Parse(Version) < _firstSound ? OldTemplate.Replace("{Version}", Version, StringComparison.Ordinal) : null;

    private static string ReadVersion()
    {
        // The driver chooses and loads the library, so the version is read through the driver.
        using var connection = new SqliteConnection();
        return connection.ServerVersion;
    }
}
