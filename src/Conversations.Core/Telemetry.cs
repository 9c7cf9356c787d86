using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>What can be watched from outside, under the name <c>Conversations</c>. Ids and texts are never part of it.</summary>
internal static class Telemetry
{
    private const string Name = "Conversations";

    private static readonly Meter _meter = new(Name);

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Counter<long> Sends { get; } = _meter.CreateCounter<long>("conversations.sends", "{message}", "Messages stored.");

    internal static Counter<long> Commits { get; } = _meter.CreateCounter<long>("conversations.commits", "{commit}", "Commits stored.");

    internal static Counter<long> StaleRetries { get; } =
        _meter.CreateCounter<long>("conversations.stale_retries", "{retry}", "Commits decided again because another writer was faster.");

    internal static Histogram<int> BatchSize { get; } =
        _meter.CreateHistogram<int>("conversations.batch_size", "{commit}", "Commits written together.");
}
