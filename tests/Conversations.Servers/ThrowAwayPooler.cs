using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Conversations.Servers;

/// <summary>
/// A PgBouncer of Debian's packages before a server, on a free port of the loopback. It gives each transaction the session that was idle for longest, so
/// state that a transaction leaves in its session meets other clients soon.
/// </summary>
public sealed class ThrowAwayPooler : IDisposable
{
    private const string HowToGetIt = "There is no pooler to test with. As root on Debian: apt-get install pgbouncer.";

    /// <summary>Stops the pooler and removes its folder ($2) when the process of the tests ($1) has ended, in whatever way.</summary>
    private const string Guard =
        """
        (while [ -d "$2" ] && kill -0 "$1" 2>/dev/null; do sleep 2; done
        kill -KILL "$(cat "$2/pid")" 2>/dev/null
        rm -rf "$2") </dev/null >/dev/null 2>&1 &
        """;

    private readonly DirectoryInfo _folder;
    private readonly int _port;

    private ThrowAwayPooler(DirectoryInfo folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>Gets the connection string, with the one setting that transaction pooling asks for.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Max Auto Prepare=0";

    private string Pid => Path.Combine(_folder.FullName, "pid");

    /// <summary>Starts a pooler in transaction mode.</summary>
    /// <param name="server">The server.</param>
    /// <param name="sessions">How many sessions of the server all clients share.</param>
    public static ThrowAwayPooler Start(ThrowAwayServer server, int sessions)
    {
        var pooler = new ThrowAwayPooler(Programs.CreateFolder("conversations-pgbouncer-", Guard), Programs.FreePort());
        File.WriteAllText(Path.Combine(pooler._folder.FullName, "ini"), string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            postgres = host=127.0.0.1 port={server.Port} dbname=postgres user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {pooler._port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {sessions}
            max_client_conn = 300
            server_round_robin = 1
            pidfile = {pooler.Pid}
            logfile = {Path.Combine(pooler._folder.FullName, "log")}
            """));
        pooler.Start();
        return pooler;
    }

    /// <summary>Starts the pooler again after it was killed, and waits until it accepts connections and has written the id of its process.</summary>
    public void Start()
    {
        Programs.RunAsPostgres(HowToGetIt, "pgbouncer", "-d", Path.Combine(_folder.FullName, "ini"));
        if (!SpinWait.SpinUntil(() => Accepts() && new FileInfo(Pid) is { Exists: true, Length: > 0 }, TimeSpan.FromSeconds(30)))
            throw new InvalidOperationException("The pooler did not start.");
    }

    /// <summary>Kills the pooler, and with it all connections.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(Pid), CultureInfo.InvariantCulture));
        process.Kill();
        process.WaitForExit();
        File.Delete(Pid);
    }

    private bool Accepts()
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (File.Exists(Pid))
            Kill();

        _folder.Delete(recursive: true);
    }
}
