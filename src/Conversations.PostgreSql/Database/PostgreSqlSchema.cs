using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Conversations;

/// <summary>Creates the schema and brings it up to date, step by step. Hosts that start at the same time wait for each other.</summary>
/// <param name="steps">The steps in order; the first makes version 1.</param>
/// <param name="functions">The functions, which are created again whenever they change, without a step.</param>
internal sealed class PostgreSqlSchema(IReadOnlyList<string> steps, IReadOnlyList<SchemaFunction> functions)
{
    private const int MaxTries = 20;
    private const string FunctionsPrefix = "Functions/";
    private const string Extension = ".sql";

    private readonly SchemaFunctions _functions = new(functions);

    internal static PostgreSqlSchema Current { get; } = new(
        [.. Read(name => !name.StartsWith(FunctionsPrefix, StringComparison.Ordinal)).Select(file => file.Text)],
        [.. Read(name => name.StartsWith(FunctionsPrefix, StringComparison.Ordinal)).Select(ReadFunction)]);

    internal IReadOnlyList<string> Steps => steps;

    internal IReadOnlyList<SchemaFunction> Functions => functions;

    /// <summary>Creates what is missing or old if the options allow it.</summary>
    /// <exception cref="StorageException">The schema cannot be used: it has another version, an outdated function, or an unsuitable setting.</exception>
    internal async Task EnsureAsync(NpgsqlDataSource source, PostgreSqlStoreOptions options, PostgreSqlStatements statements, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closingConnection = connection.ConfigureAwait(false);
        var session = new PostgreSqlSession(connection, statements, cancellationToken);
        await CheckSettingsAsync(session).ConfigureAwait(false);

        // If nothing is to be created, nothing but reading is tried: the role may lack the right to do more.
        var (version, outdated) = await ReadStateAsync(session).ConfigureAwait(false);
        if (options.AutoMigrate && (version < steps.Count || outdated.Count > 0))
        {
            await MigrateAsync(session, cancellationToken).ConfigureAwait(false);
            (version, outdated) = await ReadStateAsync(session).ConfigureAwait(false);
        }

        if (version != steps.Count)
        {
            throw new StorageException(
                $"The schema '{options.Schema}' has version {version}, but this version of Conversations.PostgreSql needs {steps.Count}. "
                + (version < steps.Count ? "Let a host with AutoMigrate on start first." : "Update the package."));
        }

        if (outdated.Count > 0)
        {
            throw new StorageException(
                $"The schema '{options.Schema}' lacks functions that this version of Conversations.PostgreSql needs, or has older ones: "
                + $"{string.Join(", ", outdated.Select(function => function.Name))}. Let a host with AutoMigrate on start first.");
        }
    }

    /// <summary>Refuses a database whose settings do not suit: a send is a statement of its own, so it has the isolation that the role or database sets.</summary>
    private static async Task CheckSettingsAsync(PostgreSqlSession session)
    {
        var (encoding, isolation) = await session.FirstAsync(
            "SELECT current_setting('server_encoding'), current_setting('default_transaction_isolation')",
            static (ref row) => (row.NextText(), row.NextText())).ConfigureAwait(false);
        if (encoding != "UTF8")
            throw new StorageException("The PostgreSQL database must have the encoding UTF8.");
        if (isolation != "read committed")
        {
            throw new StorageException(
                $"The setting default_transaction_isolation is '{isolation}', and must be 'read committed'. Set it so for the role: ALTER ROLE … SET …");
        }
    }

    private async Task<(int Version, IReadOnlyList<SchemaFunction> Outdated)> ReadStateAsync(PostgreSqlSession session)
    {
        var version = await FindVersionAsync(session).ConfigureAwait(false);
        return (version, version == steps.Count ? await _functions.ListOutdatedAsync(session).ConfigureAwait(false) : []);
    }

    private async Task MigrateAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        if (!await HasVersionAsync(session).ConfigureAwait(false))
            await CreateSchemaAsync(session, cancellationToken).ConfigureAwait(false);

        var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var endingTransaction = transaction.ConfigureAwait(false);
        await session.RunAsync("LOCK TABLE @schema.schema_version IN EXCLUSIVE MODE").ConfigureAwait(false);
        var version = await FindVersionAsync(session).ConfigureAwait(false);
        for (; version < steps.Count; version++)
        {
            await session.RunAsync(steps[version]).ConfigureAwait(false);
            await session.RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO @schema.schema_version (version) VALUES ({version + 1})")).ConfigureAwait(false);
        }

        // A newer host may have migrated in the meantime. Its schema has the functions that it needs.
        if (version == steps.Count)
            await _functions.CreateOutdatedAsync(session).ConfigureAwait(false);

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateSchemaAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        // If two hosts create the same thing at once, PostgreSQL tells one of them that it exists, in spite of IF NOT EXISTS.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await session.RunAsync("CREATE SCHEMA IF NOT EXISTS @schema").ConfigureAwait(false);
                await session.RunAsync(
                    "CREATE TABLE IF NOT EXISTS @schema.schema_version (version integer NOT NULL CONSTRAINT schema_version_key PRIMARY KEY)").ConfigureAwait(false);
                break;
            }
            catch (PostgresException error) when (attempt < MaxTries && error.SqlState is PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Task<bool> HasVersionAsync(PostgreSqlSession session) =>
        session.FirstAsync("SELECT to_regclass('@schema.schema_version') IS NOT NULL", static (ref row) => row.NextBoolean());

    private static async Task<int> FindVersionAsync(PostgreSqlSession session) => !await HasVersionAsync(session).ConfigureAwait(false)
        ? 0
        : await session.FirstAsync("SELECT coalesce(max(version), 0) FROM @schema.schema_version", static (ref row) => row.NextInt32()).ConfigureAwait(false);

    private static SchemaFunction ReadFunction((string Name, string Text) file) =>
        new(file.Name[FunctionsPrefix.Length..^Extension.Length], file.Text);

    private static IEnumerable<(string Name, string Text)> Read(Func<string, bool> isWanted)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(isWanted).Where(IsSql).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }

        static bool IsSql(string name) => name.EndsWith(Extension, StringComparison.Ordinal);
    }
}
