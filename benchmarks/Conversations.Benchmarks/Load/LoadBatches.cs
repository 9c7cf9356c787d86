using System.Diagnostics.Metrics;

namespace Conversations.Benchmarks;

/// <summary>Counts the sizes of the batches that the library reports in its metrics: how many commits the store wrote together.</summary>
internal sealed class LoadBatches : IDisposable
{
    private const int MaxSize = 1_024;
    private readonly long[] _counts = new long[MaxSize + 1];
    private readonly MeterListener _listener = new();

    internal LoadBatches()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "conversations.batch_size", Meter.Name: "Conversations" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, size, _, _) => Interlocked.Increment(ref _counts[Math.Min(size, MaxSize)]));
        _listener.Start();
    }

    /// <summary>Gets the number of batches by size. All batches of 1,024 commits or more count as 1,024.</summary>
    internal IReadOnlyDictionary<int, long> Counts => Enumerable.Range(0, _counts.Length)
        .Where(size => Volatile.Read(ref _counts[size]) > 0).ToDictionary(size => size, size => Volatile.Read(ref _counts[size]));

    public void Dispose() => _listener.Dispose();
}
