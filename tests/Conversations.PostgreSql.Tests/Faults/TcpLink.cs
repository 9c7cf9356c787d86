using System.Net.Sockets;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>One connection of a client through a proxy.</summary>
internal sealed class TcpLink(TcpProxy proxy, TcpClient client) : IDisposable
{
    private const int LongestWords = 64;
    private readonly TcpClient _server = new() { NoDelay = true };
    private volatile TcpProxy.Interception? _interception;

    /// <summary>The message "ready for the next query, and in no transaction", which ends every answer of the server.</summary>
    private static ReadOnlySpan<byte> Ready => [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    internal async Task RunAsync(string host, int port)
    {
        client.NoDelay = true;
        try
        {
            await _server.ConnectAsync(host, port);
            await await Task.WhenAny(SendAsync(client.GetStream(), _server.GetStream()), AnswerAsync(_server.GetStream(), client.GetStream()));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has closed the connection, so the other side is closed too.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private async Task SendAsync(NetworkStream from, NetworkStream to)
    {
        var (buffer, kept) = (new byte[65536], 0);
        while (await from.ReadAsync(buffer.AsMemory(kept)) is var read and > 0)
        {
            await proxy.PassAsync();
            _interception ??= proxy.Take(buffer.AsSpan(0, kept + read), kept);
            await to.WriteAsync(buffer.AsMemory(kept, read));

            // The words may arrive in two pieces.
            var all = kept + read;
            kept = Math.Min(all, LongestWords);
            buffer.AsSpan(all - kept, kept).CopyTo(buffer);
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to)
    {
        var (buffer, withheld) = (new byte[65536], new List<byte>());
        while (await from.ReadAsync(buffer) is var read and > 0)
        {
            await proxy.PassAsync();
            if (_interception is not { } interception)
            {
                await to.WriteAsync(buffer.AsMemory(0, read));
                continue;
            }

            withheld.AddRange(buffer.AsSpan(0, read));
            if (!System.Runtime.InteropServices.CollectionsMarshal.AsSpan(withheld).EndsWith(Ready))
                continue;

            if (await interception.Drops())
            {
                proxy.CountCut();
                return;
            }

            _interception = null;
            await to.WriteAsync(withheld.ToArray());
            withheld.Clear();
        }
    }
}
