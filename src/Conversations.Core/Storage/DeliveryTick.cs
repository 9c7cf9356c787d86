using System.Text;

namespace Conversations.Storage;

/// <summary>How all handlers stand, read when a host reports that it is alive.</summary>
/// <param name="Now">The time of the database.</param>
/// <param name="WasAlive">
/// True if the host was alive until this call. If not, other hosts may have taken its leases.
/// </param>
/// <param name="Handlers">All handlers that are stored, by name.</param>
public sealed record DeliveryTick(DateTimeOffset Now, bool WasAlive, IReadOnlyList<HandlerRow> Handlers)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(Now), Now),
        (nameof(WasAlive), WasAlive),
        (nameof(Handlers), Printed.List(Handlers)));
}
