using Conversations.Storage;
using Conversations.Storage.Writing;

namespace Conversations;

/// <summary>Collects what the lanes of all handlers ask of the store, so that one statement serves all that wait together.</summary>
internal sealed class DeliveryBatches(IDeliveryStore store, Guid hostId) : IAsyncDisposable
{
    private const int MaxReads = 32;

    private readonly WriteQueue<Item<DeliveryRange>, DeliveryContent> _reads = new(
        batch => store.ReadContentAsync([.. batch.Select(one => one.Value)]), MaxReads);

    private readonly WriteQueue<Item<DeliveryReport>, bool> _reports = new(
        batch => store.ReportAsync(hostId, [.. batch.Select(one => one.Value)]));

    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync().ConfigureAwait(false);
        await _reports.DisposeAsync().ConfigureAwait(false);
    }

    internal Task<DeliveryContent> ReadAsync(DeliveryRange range, CancellationToken cancellationToken) => _reads.WriteAsync(new(range), cancellationToken);

    /// <summary>Reports how far a lane is. Returns false if the host has lost the lease.</summary>
    internal Task<bool> ReportAsync(DeliveryReport report) => _reports.WriteAsync(new(report));

    private sealed record Item<T>(T Value) : IQueuedWrite
    {
        public MessageId? MessageId => null;
    }
}
