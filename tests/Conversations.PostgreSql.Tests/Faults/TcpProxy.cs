using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>A proxy between hosts and a server, which withholds answers on request.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly ConcurrentDictionary<TcpLink, Task> _links = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;
    private volatile Interception? _interception;
    private volatile TaskCompletionSource? _stalled;
    private int _cuts;

    private TcpProxy(string server)
    {
        _server = new(server);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Gets how many answers were withheld and never forwarded.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    private int Port { get; }

    internal static TcpProxy Start(string server) => new(server);

    /// <summary>Returns the connection string of the server through this proxy.</summary>
    internal string Through(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        // The reset of a connection would be sent before a statement, and be answered before it. So it is turned off.
        var through = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = Port, NoResetOnClose = true };
        configure?.Invoke(through);
        return through.ConnectionString;
    }

    /// <summary>Withholds the answer to the next message that contains these words, and drops the connection when the server has answered.</summary>
    internal void CutAfter(string words) => Intercept(words, static () => Task.FromResult(true));

    /// <summary>
    /// Withholds the answer to the next message that contains these words. When the server has answered, the test says whether to drop the connection.
    /// </summary>
    internal void Intercept(string words, Func<Task<bool>> drops) => _interception = new(Encoding.ASCII.GetBytes(words), drops);

    /// <summary>Continues to accept connections, and forwards nothing.</summary>
    internal void Stall() => _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Forwards everything that was withheld since it stalled.</summary>
    internal void GoOn()
    {
        var stalled = _stalled;
        _stalled = null;
        stalled?.SetResult();
    }

    /// <summary>Drops all connections, and accepts no new ones.</summary>
    internal async Task DieAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var link in _links.Keys)
            link.Dispose();

        GoOn();
        await Task.WhenAll(_links.Values);
    }

    /// <summary>Accepts connections again after it had stopped.</summary>
    internal void Revive()
    {
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await DieAsync();
        _listener.Dispose();
    }

    internal Task PassAsync() => _stalled?.Task ?? Task.CompletedTask;

    /// <summary>Takes the interception that waits for these bytes, if there is one. The first bytes were already seen with the previous piece.</summary>
    internal Interception? Take(ReadOnlySpan<byte> sent, int again) =>
        _interception is { } waiting
        && sent[Math.Max(0, again - waiting.Words.Length + 1)..].IndexOf(waiting.Words) >= 0
        && Interlocked.CompareExchange(ref _interception, null, waiting) == waiting
            ? waiting : null;

    internal void CountCut() => Interlocked.Increment(ref _cuts);

    [SuppressMessage("Reliability", "CA2000", Justification = "It disposes itself when it has run.")]
    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync();
                var link = new TcpLink(this, client);
                _links[link] = Task.Run(() => link.RunAsync(_server.Host!, _server.Port));
            }
            catch (Exception error) when (error is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }

    /// <summary>What the proxy does once.</summary>
    internal sealed record Interception(byte[] Words, Func<Task<bool>> Drops);
}
