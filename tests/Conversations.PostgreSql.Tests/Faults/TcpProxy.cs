using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>Stands between hosts and a server, and withholds what it is told to withhold.</summary>
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

    /// <summary>Gets how often an answer was withheld for good.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    private int Port { get; }

    internal static TcpProxy Start(string server) => new(server);

    /// <summary>Gives the connection string of the server by way of this.</summary>
    internal string Through(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        // A reset would go ahead of a statement, and be answered before it.
        var through = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = Port, NoResetOnClose = true };
        configure?.Invoke(through);
        return through.ConnectionString;
    }

    /// <summary>Withholds the answer to what says this next, and drops the connection once the server has answered.</summary>
    internal void CutAfter(string words) => Intercept(words, static () => Task.FromResult(true));

    /// <summary>Withholds the answer to what says this next until it is told, after the server has answered, whether to drop the connection.</summary>
    internal void Intercept(string words, Func<Task<bool>> drops) => _interception = new(Encoding.ASCII.GetBytes(words), drops);

    /// <summary>Goes on accepting connections, and forwards nothing.</summary>
    internal void Stall() => _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Forwards all that was withheld since it stalled.</summary>
    internal void GoOn()
    {
        var stalled = _stalled;
        _stalled = null;
        stalled?.SetResult();
    }

    /// <summary>Drops all connections, and accepts no more.</summary>
    internal async Task DieAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var link in _links.Keys)
            link.Dispose();

        GoOn();
        await Task.WhenAll(_links.Values);
    }

    /// <summary>Accepts connections again after it died.</summary>
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

    /// <summary>Takes the interception that waits for what was just sent, if there is one. Of what was sent before, so many bytes are given again.</summary>
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
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>What is to happen once.</summary>
    internal sealed record Interception(byte[] Words, Func<Task<bool>> Drops);
}
