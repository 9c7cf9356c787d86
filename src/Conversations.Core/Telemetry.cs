using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>What can be watched from outside, under the name <c>Conversations</c>. Ids and texts are never part of it.</summary>
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
        _meter.CreateHistogram<double>("conversations.commit_duration", "ms", "From handing commits to the store until it answered.");

    /// <summary>Begins what is traced; disposing ends it, without what a listener throws on hearing of that.</summary>
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
#pragma warning disable CA1031 // A listener is the app's code, and its failure is not that of a write.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Records how long the store took, since a timestamp of <see cref="Stopwatch"/>.</summary>
    internal static void RecordCommit(long started)
    {
        try
        {
            _commitDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
#pragma warning disable CA1031 // As above: what was committed is stored.
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
#pragma warning disable CA1031 // What is counted has happened already: told of a listener's failure, the caller would take it for undone.
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
#pragma warning disable CA1031 // As above: a message may have been stored.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
