using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Conversations;

/// <summary>Opens connections to receivers. Each is checked: what a host's name meant before does not count.</summary>
/// <param name="resolver">Finds the addresses of a host.</param>
/// <param name="allowsPrivate">Tells whether addresses that are not public are allowed now.</param>
internal sealed class WebhookConnections(HostResolver resolver, Func<bool> allowsPrivate)
{
    private const int MaxHeaderKilobytes = 16;

    /// <summary>The part of the time limit after which a connection that is not open is given up.</summary>
    private const double ConnectShare = 2.0 / 3;

    /// <summary>A name that moves to another address is followed after this time.</summary>
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Creates the handler of an endpoint's HTTP client.</summary>
    internal static SocketsHttpHandler Create(WebhookOptions options, HostResolver resolver, Func<bool> allowsPrivate) => new()
    {
        // Nothing but the URL decides where a request goes.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,

        // Without a propagator there are no activities of requests, whose tags contain the URL, and no header tells receivers of traces.
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = options.MaxConcurrency,
        ConnectTimeout = options.Timeout * ConnectShare,
        PooledConnectionLifetime = _lifetime,
        MaxResponseHeadersLength = MaxHeaderKilobytes,

        // An answer that was not read to its end closes its connection.
        MaxResponseDrainSize = 0,
        ConnectCallback = new WebhookConnections(resolver, allowsPrivate).ConnectAsync,
    };

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await resolver.ResolveAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        if (!allowsPrivate() && !Array.TrueForAll(addresses, PublicAddresses.Contain))
            throw new PrivateAddressException();

        // The socket connects to the addresses that were checked: the name is not resolved again.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
