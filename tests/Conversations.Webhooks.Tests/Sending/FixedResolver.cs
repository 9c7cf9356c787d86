using System.Collections.Concurrent;
using System.Net;

namespace Conversations.Webhooks;

/// <summary>Gives addresses that the test decides, and remembers which hosts were asked for.</summary>
internal sealed class FixedResolver(Func<int, IPAddress[]> addresses) : HostResolver
{
    internal ConcurrentQueue<string> Hosts { get; } = [];

    internal override Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Hosts.Enqueue(host);
        return Task.FromResult(addresses(Hosts.Count));
    }
}
