using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Conversations.Servers;

/// <summary>A PostgreSQL server of Debian's packages on a free port of the loopback, with its data in a folder that goes with it.</summary>
public sealed class ThrowAwayServer : IDisposable
{
    private const string HowToGetIt =
        "There is no PostgreSQL server to test on. As root on Debian: apt-get install postgresql. Or set CONVERSATIONS_POSTGRES to a connection string.";

    /// <summary>Ends the server and removes its folder ($2) once the process of the tests ($1) is gone, however it went.</summary>
    private const string Guard =
        """
        (while kill -0 "$1" 2>/dev/null; do sleep 0.5; done
        kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")" 2>/dev/null && sleep 2
        rm -rf "$2") </dev/null >/dev/null 2>&1 &
        """;

    private readonly DirectoryInfo _folder;
    private readonly int _port;
    private readonly string[] _settings;

    private ThrowAwayServer(DirectoryInfo folder, int port, string[] settings) => (_folder, _port, _settings) = (folder, port, settings);

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_folder.FullName, "data");

    public static ThrowAwayServer Start(params string[] settings)
    {
        var server = new ThrowAwayServer(Directory.CreateTempSubdirectory("conversations-pg-"), FreePort(), settings);
        Run("sh", "-c", Guard, "sh", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), server._folder.FullName);
        if (Environment.UserName == "root")
            Run("chown", "postgres", server._folder.FullName);

        Execute("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
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

    /// <summary>Lets the server be in recovery once it is started again, as a stand-by whose primary is away, or lets it leave that.</summary>
    public void SetStandby(bool isStandby)
    {
        var signal = Path.Combine(Data, "standby.signal");
        if (isStandby)
            File.WriteAllBytes(signal, []);
        else
            File.Delete(signal);
    }

    /// <summary>Kills the server as a power cut of the machine would not: at once, without a word.</summary>
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a program of PostgreSQL, as its own user where we are root, which it refuses.</summary>
    private static void Execute(string program, params string[] arguments)
    {
        var path = Find(program) ?? throw new InvalidOperationException(HowToGetIt);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static string? Find(string program)
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        var folders = (debian.Exists ? debian.GetDirectories().OrderByDescending(version => version.Name).Select(version => Path.Combine(version.FullName, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;

        // The server keeps what it inherits open, so the end of its output is not the end of the program.
        process.OutputDataReceived += (_, _) => { };
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)) || process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} failed: {errors}");
    }
}
