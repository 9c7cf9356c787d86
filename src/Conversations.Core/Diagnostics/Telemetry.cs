using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>
/// Contains the activities and metrics of the library, under the name <c>Conversations</c>. They never contain ids or texts.
/// </summary>
internal static class Telemetry
{
    private const string Name = "Conversations";

    private static readonly ActivitySource _activities = new(Name);

    private static readonly Meter _meter = new(Name);

    private static readonly Counter<long> _sends = _meter.CreateCounter<long>("conversations.sends", "{message}", "Messages stored.");

    private static readonly Counter<long> _commits = _meter.CreateCounter<long>("conversations.commits", "{commit}", "Commits stored.");

    private static readonly Counter<long> _staleRetries =
        _meter.CreateCounter<long>("conversations.stale_retries", "{retry}", "Commits decided again because another writer was faster.");

    private static readonly Histogram<int> _batchSize =
        _meter.CreateHistogram<int>("conversations.batch_size", "{commit}", "Commits written together.");

    private static readonly Histogram<double> _commitDuration =
        _meter.CreateHistogram<double>("conversations.commit_duration", "ms", "Time from passing commits to the store until its answer.");

    /// <summary>Starts an activity. Disposing the result ends it, and ignores the exceptions that a listener throws then.</summary>
    internal static Traced Trace(string name) => new(_activities.StartActivity(name));

    internal static void CountSend() => Count(_sends);

    internal static void CountCommit() => Count(_commits);

    internal static void CountStaleRetry() => Count(_staleRetries);

    internal static void RecordBatch(int size)
    {
        try
        {
            _batchSize.Record(size);
        }
#pragma warning disable CA1031 // A listener is code of the app. Its failure must not become the failure of a write.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Records the time that the store took, measured from a timestamp of <see cref="Stopwatch"/>.</summary>
    internal static void RecordCommit(long started)
    {
        try
        {
            _commitDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
#pragma warning disable CA1031 // As above: the commits are stored.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static void Count(Counter<long> counter)
    {
        try
        {
            counter.Add(1);
        }
#pragma warning disable CA1031 // The counted event has happened. An exception of a listener would tell the caller that it has not.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    internal readonly struct Traced(Activity? activity) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                activity?.Dispose();
            }
#pragma warning disable CA1031 // As above: the message may be stored.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
