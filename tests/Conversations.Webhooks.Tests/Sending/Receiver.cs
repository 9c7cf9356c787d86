using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Conversations.Webhooks;

/// <summary>A receiver on loopback that reads HTTP/1.1 itself, so that tests decide every byte of its answers.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    internal const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _count;

    internal Receiver(X509Certificate2? certificate = null)
    {
        Certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal ConcurrentQueue<ReceivedRequest> Requests { get; } = [];

    /// <summary>Gets or sets how a request is answered. The connection is closed if the function returns false.</summary>
    internal Func<ReceivedRequest, Stream, Task<bool>> Answer { get; set; } = static (_, stream) => WriteAsync(stream, Ok);

    /// <summary>Gets or sets the certificate of the next connections; null for HTTP.</summary>
    internal X509Certificate2? Certificate { get; set; }

    /// <summary>Gets the number of connections that were opened.</summary>
    internal int Connections => Volatile.Read(ref _count);

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal Uri Url => new($"{(Certificate is null ? "http" : "https")}://localhost:{Port}/hook");

    internal static async Task<bool> WriteAsync(Stream stream, string answer)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return true;
    }

    /// <summary>Answers each request with a status, and possibly a header.</summary>
    internal void AnswerWith(int status, string? header = null) => Answer = (_, stream) =>
        WriteAsync(stream, $"HTTP/1.1 {status} Status\r\n{(header is null ? "" : $"{header}\r\n")}Content-Length: 0\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _count);
                _connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await OpenAsync(client);
                using var closing = _stop.Token.Register(client.Close);
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    if (!await Answer(request, stream))
                        return;
                }
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The sender closed the connection, or the test is over.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        client.NoDelay = true;
        if (Certificate is null)
            return client.GetStream();

        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(Certificate);
        return secured;
    }

    private static async Task<ReceivedRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one) == 0)
                return null;

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body);
        return new(lines[0], headers, body);
    }
}
