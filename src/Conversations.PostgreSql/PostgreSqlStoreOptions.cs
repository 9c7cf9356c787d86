using System.Text.RegularExpressions;

namespace Conversations;

/// <summary>Options of the PostgreSQL store.</summary>
public sealed partial record PostgreSqlStoreOptions
{
    /// <summary>
    /// Gets or sets the schema that contains the tables, <c>conversations</c> by default. The name is a lower-case letter or an underscore, then up to 62
    /// lower-case letters, underscores and digits. It must not be a schema of the server: <c>information_schema</c>, or a name that begins with <c>pg_</c>.
    /// </summary>
    public string Schema { get; set; } = "conversations";

    /// <summary>
    /// Gets or sets whether the schema is created, and brought up to date, on first use; true by default. If false, the role needs no rights except those to
    /// read and write the tables and to call the functions, and a schema that is missing or old is refused with <see cref="StorageException"/>.
    /// </summary>
    public bool AutoMigrate { get; set; } = true;

    /// <summary>
    /// Gets or sets how many batches of writes a host has under way at the same time, each on a connection of its own; 4 by default, from 1 to 64.
    /// The writes to one conversation follow one another. A further batch of messages begins when as many messages wait as are under way, so batches become
    /// larger before they become more. Writes to conversations that other transactions have locked wait on further connections: up to 16, or half of the
    /// pool if that is less.
    /// </summary>
    public int MaxConcurrentWrites { get; set; } = 4;

    /// <summary>
    /// Gets or sets how long a write waits for a conversation that another transaction has locked, before it throws <see cref="StorageException"/>;
    /// 10 seconds by default, from 1 millisecond to 1 hour. The time in which a change waits for other calls that change the same data is part of it. With
    /// nothing left of it, the call still tries once.
    /// </summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets whether the times that this host gives to messages, edits and participants are corrected by the difference between its clock and the
    /// database's, which is measured on connecting and each minute. If null, which is the default, they are corrected if the registered
    /// <see cref="TimeProvider"/> is <see cref="TimeProvider.System"/>, or none is registered; the time of any other is taken as it is. A difference of more
    /// than a minute is told in the log, as the metric <c>conversations.clock_offset</c> and by the health check in either case.
    /// </summary>
    public bool? CorrectClock { get; set; }

    internal void Check()
    {
        if (Schema is null || !SchemaPattern().IsMatch(Schema))
            throw new ArgumentException("The name of a schema must be a lower-case letter or an underscore, then up to 62 lower-case letters, underscores and digits.", nameof(Schema));

        if (Schema.StartsWith("pg_", StringComparison.Ordinal) || Schema == "information_schema")
            throw new ArgumentException("Schemas that begin with pg_, and information_schema, belong to the server. Name another schema.", nameof(Schema));

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentWrites, 1, nameof(MaxConcurrentWrites));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxConcurrentWrites, 64, nameof(MaxConcurrentWrites));
        ArgumentOutOfRangeException.ThrowIfLessThan(LockTimeout, TimeSpan.FromMilliseconds(1), nameof(LockTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LockTimeout, TimeSpan.FromHours(1), nameof(LockTimeout));
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaPattern();
}
