using System.Diagnostics.Metrics;

namespace Conversations.Benchmarks;

/// <summary>Hears from the library's metrics how many messages were handed to the store together.</summary>
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

    /// <summary>Gets how many batches there were of each size.</summary>
    internal IReadOnlyDictionary<int, long> Counts => Enumerable.Range(0, _counts.Length)
        .Where(size => Volatile.Read(ref _counts[size]) > 0).ToDictionary(size => size, size => Volatile.Read(ref _counts[size]));

    public void Dispose() => _listener.Dispose();
}
