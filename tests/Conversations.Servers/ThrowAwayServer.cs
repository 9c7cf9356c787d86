using System.Diagnostics;
using System.Globalization;

namespace Conversations.Servers;

/// <summary>A PostgreSQL server of Debian's packages on a free port of the loopback, with its data in a folder that is removed with it.</summary>
public sealed class ThrowAwayServer : IDisposable
{
    private const string HowToGetIt =
        "There is no PostgreSQL server to test on. As root on Debian: apt-get install postgresql. Or set CONVERSATIONS_POSTGRES to a connection string.";

    /// <summary>Stops the server and removes its folder ($2) when the process of the tests ($1) has ended, in whatever way.</summary>
    private const string Guard =
        """
        (while [ -d "$2" ] && kill -0 "$1" 2>/dev/null; do sleep 2; done
        [ ! -f "$2/data/postmaster.pid" ] || { kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")" && sleep 2; }
        rm -rf "$2") </dev/null >/dev/null 2>&1 &
        """;

    /// <summary>The data of a new server, of which each server gets a copy: making it takes seconds.</summary>
    private static readonly Lazy<string> _new = new(() =>
    {
        var folder = CreateFolder();
        var data = Path.Combine(folder.FullName, "data");
        Execute("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        return data;
    });

    private readonly DirectoryInfo _folder;
    private readonly int _port;
    private readonly string[] _settings;

    private ThrowAwayServer(DirectoryInfo folder, int port, string[] settings) => (_folder, _port, _settings) = (folder, port, settings);

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    /// <summary>Gets the port of the loopback that the server listens on.</summary>
    public int Port => _port;

    private string Data => Path.Combine(_folder.FullName, "data");

    public static ThrowAwayServer Start(params string[] settings)
    {
        var server = new ThrowAwayServer(CreateFolder(), Programs.FreePort(), settings);
        Programs.Run("cp", "-a", _new.Value, server.Data);
        server.Start();
        return server;
    }

    /// <summary>Starts the server again after it was stopped or killed.</summary>
    public void Start()
    {
        var options = string.Join(' ', _settings.Concat([
            $"port={_port.ToString(CultureInfo.InvariantCulture)}",
            "listen_addresses=127.0.0.1", $"unix_socket_directories={_folder.FullName}", "max_connections=300", "shared_buffers=64MB",
        ]).Select(setting => $"-c {setting}"));
        Execute("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder.FullName, "log"), "-o", options, "start");
    }

    public void Stop(string mode) => Execute("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");

    /// <summary>Makes the server be in recovery after its next start, as a standby whose primary is away, or makes it leave recovery.</summary>
    public void SetStandby(bool isStandby)
    {
        var signal = Path.Combine(Data, "standby.signal");
        if (isStandby)
            File.WriteAllBytes(signal, []);
        else
            File.Delete(signal);
    }

    /// <summary>Kills the processes of the server. Unlike a power cut, this loses nothing that the kernel has.</summary>
    public void Kill()
    {
        var id = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Stop("immediate");

        _folder.Delete(recursive: true);
    }

    private static DirectoryInfo CreateFolder() => Programs.CreateFolder("conversations-pg-", Guard);

    private static void Execute(string program, params string[] arguments) => Programs.RunAsPostgres(HowToGetIt, program, arguments);
}
