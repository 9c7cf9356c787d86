using System.Globalization;

namespace Conversations.Delivery.Faults;

/// <summary>How large the runs are.</summary>
internal static class RunSettings
{
    /// <summary>Gets whether the runs on PostgreSQL run, too, which take minutes; they do before a release.</summary>
    internal static bool RunsOnServers { get; } = Read("CONVERSATIONS_DELIVERY_SERVERS", 0) != 0;

    /// <summary>Gets how often the process of a handler is killed; 100 before a release.</summary>
    internal static int Kills { get; } = Read("CONVERSATIONS_DELIVERY_KILLS", 6);

    /// <summary>Gets for how many seconds the database is away; 120 before a release.</summary>
    internal static int OutageSeconds { get; } = Read("CONVERSATIONS_DELIVERY_OUTAGE", 4);

    /// <summary>Gets how many messages are in the logs before a handler begins at their beginning; 1,000,000 before a release.</summary>
    internal static int Backlog { get; } = Read("CONVERSATIONS_DELIVERY_BACKLOG", 3_000);

    private static int Read(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : standard;
}
