using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <summary>Creates and migrates the schema of a file step by step, and refuses a file of another app or of a newer version.</summary>
/// <param name="steps">The SQL of the steps in order. The first step creates version 1.</param>
internal sealed class SqliteSchema(IReadOnlyList<string> steps)
{
    /// <summary>The application id in the file's header (SQLite file format, section 1.3.13): "Cnvs" in ASCII.</summary>
    internal const int ApplicationId = 0x436E7673;

    private const int ReadOnlyRollback = 776;

    internal static SqliteSchema Current { get; } = new(Read());

    /// <summary>Gets the steps in order.</summary>
    internal IReadOnlyList<string> Steps => steps;

    /// <summary>Checks a file before it is opened for writing. A file that does not exist passes. The file is opened read-only.</summary>
    /// <exception cref="StorageException">
    /// It is not a file, it belongs to another app, its schema is newer than this library, or the log beside it belongs to another file.
    /// </exception>
    internal void Inspect(string path, SqliteDeadline deadline)
    {
        SqliteFiles.Check(path);
        if (!File.Exists(path))
            return;

        // SQLite treats a file of one byte as an empty one (unixFileSize) and would overwrite it.
        if (new FileInfo(path).Length == 1)
            throw SqliteErrors.NotADatabaseError();

        try
        {
            Inspect(SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException error) when (error.SqliteExtendedErrorCode == ReadOnlyRollback)
        {
            // A process was killed while it created the file, before the write-ahead log was on. Only a connection that may write can
            // roll that transaction back.
            Inspect(SqliteOpenMode.ReadWrite);
        }

        void Inspect(SqliteOpenMode mode)
        {
            using var session = new SqliteSession(path, mode, deadline.Milliseconds);
            if (SqliteFiles.HasForeignLog(session, path))
                throw SqliteErrors.ForeignLogError();

            CheckVersion(session);
        }
    }

    /// <summary>Migrates the file to the last step. Two processes that do so at the same time wait for each other.</summary>
    internal void Migrate(SqliteSession session)
    {
        if (CheckVersion(session) == steps.Count)
            return;

        session.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = ReadVersion(session); version < steps.Count; version++)
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

    /// <summary>Returns the version of a file's schema, or 0 if nothing is in the file.</summary>
    /// <exception cref="StorageException">The file belongs to another app, or its version is not one of this library's.</exception>
    internal int CheckVersion(SqliteSession session)
    {
        // All of it is read at one moment, because another process may create the file meanwhile.
        session.Execute("BEGIN");
        try
        {
            return ReadVersion(session);
        }
        finally
        {
            session.RollBack();
        }
    }

    /// <summary>Does what <see cref="CheckVersion"/> does, in a transaction that is under way.</summary>
    private int ReadVersion(SqliteSession session)
    {
        var version = Convert.ToInt64(session.Ask("PRAGMA user_version"), CultureInfo.InvariantCulture);
        var isEmpty = session.Ask("SELECT 1 FROM sqlite_schema LIMIT 1") is null;
        if (Convert.ToInt64(session.Ask("PRAGMA application_id"), CultureInfo.InvariantCulture) != ApplicationId && (version != 0 || !isEmpty))
            throw new StorageException("The SQLite file contains something other than conversations. It was not changed. Name another file.");

        if (version > steps.Count)
        {
            throw new StorageException(
                $"The SQLite file has schema version {version}, but this version of Conversations.Sqlite supports {steps.Count} at most. It was not changed. Update the package.");
        }

        return version > 0 || (version == 0 && isEmpty) ? (int)version : throw new StorageException(
            $"The SQLite file has tables of conversations, but its schema version (user_version) is {version}, which this library never writes there."
            + " Another program changed it. It was not changed now. Restore a backup, or set the version back.");
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
