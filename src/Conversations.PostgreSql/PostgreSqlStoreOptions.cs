using System.Text.RegularExpressions;

namespace Conversations;

/// <summary>How a PostgreSQL database is used.</summary>
public sealed partial record PostgreSqlStoreOptions
{
    /// <summary>
    /// Gets or sets the schema that holds the tables, <c>conversations</c> by default: a lower-case letter or underscore, then up to 62 of
    /// those and digits. It may not be the server's own: <c>information_schema</c>, and what begins with <c>pg_</c>.
    /// </summary>
    public string Schema { get; set; } = "conversations";

    /// <summary>
    /// Gets or sets whether the schema and its tables are made, and brought up to date, on first use; true by default. Without it, the
    /// role needs no right but to read and write the tables, and a schema that is missing or old is refused.
    /// </summary>
    public bool Migrates { get; set; } = true;

    /// <summary>
    /// Gets or sets how many batches of writes a host has under way at once, each on a connection of its own; 4 by default, 1 to 64.
    /// Those to one conversation are written one after the other. A further batch of messages begins once as many wait as are under way, so that
    /// batches grow before they multiply. What waits for conversations that other transactions hold does so on up to 16 further connections, or
    /// half the pool if that is less.
    /// </summary>
    public int Writers { get; set; } = 4;

    /// <summary>
    /// Gets or sets how long a write waits for a conversation that another transaction holds, before it fails with
    /// <see cref="StorageException"/>; 10 seconds by default, from 1 millisecond to an hour.
    /// </summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    internal void Check()
    {
        if (Schema is null || !SchemaPattern().IsMatch(Schema))
            throw new ArgumentException("A schema's name is a lower-case letter or underscore, then up to 62 of those and digits.", nameof(Schema));

        if (Schema.StartsWith("pg_", StringComparison.Ordinal) || Schema == "information_schema")
            throw new ArgumentException("Schemas that begin with pg_, and information_schema, are the server's own.", nameof(Schema));

        ArgumentOutOfRangeException.ThrowIfLessThan(Writers, 1, nameof(Writers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Writers, 64, nameof(Writers));
        ArgumentOutOfRangeException.ThrowIfLessThan(LockTimeout, TimeSpan.FromMilliseconds(1), nameof(LockTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LockTimeout, TimeSpan.FromHours(1), nameof(LockTimeout));
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaPattern();
}
