using System.Net;
using System.Net.Sockets;

namespace Conversations.AspNetCore;

/// <summary>Passes connections to hosts in turn. A host that takes none is left out.</summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int[] _ports;
    private readonly Task _accepting;
    private int _turn;

    internal RoundRobinProxy(params int[] ports)
    {
        _ports = ports;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal Uri Url => new($"http://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The proxy ends.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var host = await ConnectAsync())
        {
            if (host is null)
                return;

            try
            {
                var (near, far) = (client.GetStream(), host.GetStream());
                await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        for (var tries = 0; tries < 2 * _ports.Length; tries++)
        {
            var host = new TcpClient();
            try
            {
                await host.ConnectAsync(IPAddress.Loopback, _ports[(uint)Interlocked.Increment(ref _turn) % _ports.Length], _stop.Token);
                return host;
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                host.Dispose();
            }
        }

        return null;
    }
}
