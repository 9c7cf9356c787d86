using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Conversations.Benchmarks;

/// <summary>A receiver on loopback that reads HTTP/1.1 itself, and answers every request with 200.</summary>
internal sealed class FastReceiver : IAsyncDisposable
{
    private const int BufferSize = 64 * 1_024;

    private static readonly byte[] _answer = [.. "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8];

    private readonly TcpListener _listener = Listen();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly bool _answers;
    private readonly Task _accepting;
    private long _bytes;

    /// <summary>Starts to listen.</summary>
    /// <param name="answers">Whether it answers at all.</param>
    internal FastReceiver(bool answers = true)
    {
        _answers = answers;
        _accepting = AcceptAsync();
    }

    /// <summary>Gets or sets what is done with a body before it is answered.</summary>
    internal Action<ReadOnlyMemory<byte>> On { get; set; } = static _ => { };

    /// <summary>Gets the number of bytes of all bodies.</summary>
    internal long Bytes => Volatile.Read(ref _bytes);

    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook");

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var client in _clients)
            client.Dispose();

        await _accepting;
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                _clients.Add(client);
                _ = ServeAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            var (buffer, filled) = (new byte[BufferSize], 0);
            while (await stream.ReadAsync(buffer.AsMemory(filled)) is > 0 and var read)
            {
                filled += read;
                if (!TryFind(buffer.AsSpan(0, filled), out var body) || filled < body.End.Value)
                    continue;

                Interlocked.Add(ref _bytes, body.End.Value - body.Start.Value);
                On(buffer.AsMemory(body));
                filled = 0;
                if (_answers)
                    await stream.WriteAsync(_answer);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Finds where the body of a request is, as soon as its headers have come.</summary>
    private static bool TryFind(ReadOnlySpan<byte> bytes, out Range body)
    {
        body = default;
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var length = bytes[(bytes.IndexOf("Content-Length: "u8) + "Content-Length: "u8.Length)..head];
        if (!Utf8Parser.TryParse(length, out int count, out _))
            throw new InvalidOperationException("The request has no length.");

        body = (head + 4)..(head + 4 + count);
        return true;
    }
}
