using System.Text;

namespace Conversations.Storage;

/// <summary>A host that delivers changes.</summary>
/// <param name="Id">The id, another one for each start of a host.</param>
/// <param name="Handlers">The names of the handlers that it runs.</param>
/// <param name="AliveFor">How long the leases of the host are valid without another call, in whole milliseconds. With zero, the host is not stored.</param>
public sealed record DeliveryHost(Guid Id, IReadOnlyList<string> Handlers, TimeSpan AliveFor)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(Id), Id),
        (nameof(Handlers), Printed.List(Handlers)),
        (nameof(AliveFor), AliveFor));
}
