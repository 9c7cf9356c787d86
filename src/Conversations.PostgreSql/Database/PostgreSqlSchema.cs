using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Conversations;

/// <summary>Makes the schema, step by step. Ten hosts may do so at once: they wait for each other.</summary>
/// <param name="steps">The steps in order; the first makes version 1.</param>
internal sealed class PostgreSqlSchema(IReadOnlyList<string> steps)
{
    private const int MaxTries = 20;

    internal static PostgreSqlSchema Current { get; } = new(Read());

    internal IReadOnlyList<string> Steps => steps;

    internal async Task EnsureAsync(NpgsqlDataSource source, PostgreSqlStoreOptions options, PostgreSqlStatements statements, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closingConnection = connection.ConfigureAwait(false);
        var session = new PostgreSqlSession(connection, statements);
        await CheckSettingsAsync(session, cancellationToken).ConfigureAwait(false);

        if (options.Migrates && await FindVersionAsync(session, cancellationToken).ConfigureAwait(false) < steps.Count)
            await MigrateAsync(session, cancellationToken).ConfigureAwait(false);

        var version = await FindVersionAsync(session, cancellationToken).ConfigureAwait(false);
        if (version != steps.Count)
        {
            throw new StorageException(
                $"The schema '{options.Schema}' has version {version}, but this version of Conversations.PostgreSql needs {steps.Count}. "
                + (version < steps.Count ? "Let a host with Migrates on start first." : "Update the package."));
        }
    }

    /// <summary>A send is a transaction without a frame, so it has the isolation that the role or the database sets.</summary>
    private static async Task CheckSettingsAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        var (encoding, isolation) = await session.FirstAsync(
            "SELECT current_setting('server_encoding'), current_setting('default_transaction_isolation')",
            static row => (row.GetString(0), row.GetString(1)),
            cancellationToken).ConfigureAwait(false);
        if (encoding != "UTF8")
            throw new StorageException("The PostgreSQL database must have the encoding UTF8.");
        if (isolation != "read committed")
        {
            throw new StorageException(
                $"The setting default_transaction_isolation is '{isolation}', and must be 'read committed'. Set it so for the role: ALTER ROLE … SET …");
        }
    }

    private async Task MigrateAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        // Of two hosts that make the same thing at once, PostgreSQL tells one that it is there, whatever IF NOT EXISTS says.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await session.RunAsync("CREATE SCHEMA IF NOT EXISTS @schema", cancellationToken).ConfigureAwait(false);
                await session.RunAsync(
                    "CREATE TABLE IF NOT EXISTS @schema.schema_version (version integer NOT NULL CONSTRAINT schema_version_key PRIMARY KEY)",
                    cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (PostgresException error) when (attempt < MaxTries && error.SqlState is PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), cancellationToken).ConfigureAwait(false);
            }
        }

        var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var endingTransaction = transaction.ConfigureAwait(false);
        await session.RunAsync("LOCK TABLE @schema.schema_version IN EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        for (var version = await FindVersionAsync(session, cancellationToken).ConfigureAwait(false); version < steps.Count; version++)
        {
            await session.RunAsync(steps[version], cancellationToken).ConfigureAwait(false);
            await session.RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO @schema.schema_version (version) VALUES ({version + 1})"),
                cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> FindVersionAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        var isThere = await session.FirstAsync(
            "SELECT to_regclass('@schema.schema_version') IS NOT NULL", static row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        return !isThere ? 0 : await session.FirstAsync(
            "SELECT coalesce(max(version), 0) FROM @schema.schema_version", static row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
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
