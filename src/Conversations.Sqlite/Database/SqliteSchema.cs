using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>Makes a file ours, step by step, and refuses one that is not.</summary>
/// <param name="steps">The steps in order; the first makes version 1.</param>
internal sealed class SqliteSchema(IReadOnlyList<string> steps)
{
    /// <summary>Stands in the file's header (SQLite file format, section 1.3.13): "Cnvs".</summary>
    internal const int ApplicationId = 0x436E7673;

    private const int ReadOnlyRollback = 776;

    internal static SqliteSchema Current { get; } = new(Read());

    /// <summary>Gets the steps in order.</summary>
    internal IReadOnlyList<string> Steps => steps;

    /// <summary>Refuses a file that is there and is not ours, or newer than this library; it is opened read-only.</summary>
    internal void Inspect(string path, TimeSpan busyTimeout)
    {
        if (Directory.Exists(path))
            throw new StorageException("The SQLite file is a folder. Name a file in it.");

        if (!File.Exists(path))
            return;

        // SQLite takes one byte for none (unixFileSize), and would write over it.
        if (new FileInfo(path).Length == 1)
            throw SqliteErrors.NotADatabaseAtAll();

        try
        {
            Inspect(SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException error) when (error.SqliteExtendedErrorCode == ReadOnlyRollback)
        {
            // A process was killed while it made the file, before it had a write-ahead log. Only who may write can roll that back.
            Inspect(SqliteOpenMode.ReadWrite);
        }

        void Inspect(SqliteOpenMode mode)
        {
            using var session = new SqliteSession(path, mode, busyTimeout);
            CheckVersion(session);
        }
    }

    /// <summary>Brings the file up to date. Two processes that do so at once wait for each other.</summary>
    internal void Migrate(SqliteSession session)
    {
        if (CheckVersion(session) == steps.Count)
            return;

        session.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = CheckVersion(session); version < steps.Count; version++)
                session.Execute(steps[version]);

            session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {steps.Count}"));
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            session.Execute("COMMIT");
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }

    private int CheckVersion(SqliteSession session)
    {
        var version = Convert.ToInt32(session.Ask("PRAGMA user_version"), CultureInfo.InvariantCulture);
        var isEmpty = session.Ask("SELECT 1 FROM sqlite_schema LIMIT 1") is null;
        if (Convert.ToInt32(session.Ask("PRAGMA application_id"), CultureInfo.InvariantCulture) != ApplicationId && (version != 0 || !isEmpty))
            throw new StorageException("The SQLite file holds something else than conversations. It is left as it is. Name another file.");

        return version <= steps.Count ? version : throw new StorageException(
            $"The SQLite file has schema version {version}, but this version of Conversations.Sqlite knows {steps.Count}. It is left as it is. Update the package.");
    }

    private static string[] Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(ReadOne)];

        string ReadOne(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
