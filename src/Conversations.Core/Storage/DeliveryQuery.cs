namespace Conversations.Storage;

/// <summary>What <see cref="IDeliveryStore.FindWorkAsync"/> looks for.</summary>
public sealed class DeliveryQuery(Guid HostId, IReadOnlyList<string> Handlers, int Limit)
{
    /// <summary>Gets the host that asks. Its own leases do not hinder it: it knows which of them it still works on.</summary>
    public Guid HostId { get; } = HostId;

    /// <summary>Gets the names of the handlers that can begin something.</summary>
    public IReadOnlyList<string> Handlers { get; } = Handlers;

    /// <summary>Gets the greatest number of keys, and of settled conversations, at least 1.</summary>
    public int Limit { get; } = Limit;
}
