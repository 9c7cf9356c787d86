using System.Net;

namespace Conversations;

/// <summary>Finds the addresses of hosts by the resolver of the system.</summary>
internal class HostResolver
{
    // The resolver refuses some addresses, such as 0.0.0.0, with an exception that says something else.
    internal virtual Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var address) ? Task.FromResult<IPAddress[]>([address]) : Dns.GetHostAddressesAsync(host, cancellationToken);
}
