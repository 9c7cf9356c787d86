using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>The measurements of the store, which add to those of the library under the same name.</summary>
internal static class PostgreSqlTelemetry
{
    private static readonly Meter _meter = new("Conversations");

    private static readonly Histogram<int> _batchSize =
        _meter.CreateHistogram<int>("conversations.batch_size", "{commit}", "Commits written together.");

    private static readonly Gauge<double> _clockOffset =
        _meter.CreateGauge<double>("conversations.clock_offset", "ms", "How far the clock of the database is ahead of that of this host.");

    internal static void RecordClock(TimeSpan offset)
    {
        try
        {
            _clockOffset.Record(offset.TotalMilliseconds);
        }
#pragma warning disable CA1031 // As below: its failure must not fail the command that measured.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    internal static void RecordBatch(int size)
    {
        try
        {
            _batchSize.Record(size);
        }
#pragma warning disable CA1031 // A listener is code of the app. Its failure must not fail a write.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
