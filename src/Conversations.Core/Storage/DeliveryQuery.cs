using System.Text;

namespace Conversations.Storage;

/// <summary>What <see cref="IDeliveryStore.FindWorkAsync"/> looks for.</summary>
/// <param name="HostId">The host that asks. Its own leases do not hinder it: it knows which of them it still works on.</param>
/// <param name="Handlers">The names of the handlers that can begin something.</param>
/// <param name="Limit">The greatest number of keys, and of settled conversations, at least 1.</param>
public sealed record DeliveryQuery(Guid HostId, IReadOnlyList<string> Handlers, int Limit)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(HostId), HostId),
        (nameof(Handlers), Printed.List(Handlers)),
        (nameof(Limit), Limit));
}
