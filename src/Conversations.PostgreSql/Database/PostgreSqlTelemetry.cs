using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>What the store measures beside what the library does, under the library's name.</summary>
internal static class PostgreSqlTelemetry
{
    private static readonly Meter _meter = new("Conversations");

    private static readonly Histogram<int> _batchSize =
        _meter.CreateHistogram<int>("conversations.batch_size", "{commit}", "Commits written together.");

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
}
