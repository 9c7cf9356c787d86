namespace Conversations;

/// <summary>The functions that a host needs, and which of them a database lacks.</summary>
internal sealed class SchemaFunctions(IReadOnlyList<SchemaFunction> functions)
{
    private const string FindSql =
        "SELECT number, hash, to_regproc('@schema.' || name) IS NOT NULL FROM @schema.schema_functions WHERE name = @name";

    private const string SetSql =
        """
        INSERT INTO @schema.schema_functions (name, number, hash) VALUES (@name, @number, @hash)
        ON CONFLICT ON CONSTRAINT schema_functions_key DO UPDATE SET number = excluded.number, hash = excluded.hash
        """;

    /// <summary>Lists the functions to create: those that are missing, those whose number is lower, and those with the same number and another text.</summary>
    internal async Task<IReadOnlyList<SchemaFunction>> ListOutdatedAsync(PostgreSqlSession session)
    {
        var outdated = new List<SchemaFunction>();
        foreach (var function in functions)
        {
            var stored = await session.FirstAsync(
                FindSql, static (ref row) => new Stored(row.NextInt32(), row.NextBytes(), row.NextBoolean()), ("name", function.Name)).ConfigureAwait(false);
            if (IsOutdated(function, stored))
                outdated.Add(function);
        }

        return outdated;
    }

    /// <summary>Creates those of the functions that are outdated. No other host may do so at the same time.</summary>
    internal async Task CreateOutdatedAsync(PostgreSqlSession session)
    {
        foreach (var function in await ListOutdatedAsync(session).ConfigureAwait(false))
        {
            await session.RunAsync(function.Text).ConfigureAwait(false);
            await session.RunAsync(SetSql, ("name", function.Name), ("number", function.Number), ("hash", function.Hash)).ConfigureAwait(false);
        }
    }

    private static bool IsOutdated(SchemaFunction function, Stored? stored) =>
        stored is null
        || stored.Number < function.Number
        || (stored.Number == function.Number && !(stored.Exists && stored.Hash.AsSpan().SequenceEqual(function.Hash)));

    private sealed record Stored(int Number, byte[] Hash, bool Exists);
}
