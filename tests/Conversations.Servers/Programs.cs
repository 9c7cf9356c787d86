using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Conversations.Servers;

/// <summary>Runs the programs that servers consist of.</summary>
internal static class Programs
{
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// Creates a folder in which programs that <see cref="RunAsPostgres"/> runs may write, and runs a script in the background, with the id of this process
    /// as <c>$1</c> and the folder as <c>$2</c>. The script removes the folder when the process has ended, in whatever way.
    /// </summary>
    internal static DirectoryInfo CreateFolder(string prefix, string guard)
    {
        var folder = Directory.CreateTempSubdirectory(prefix);
        Run("sh", "-c", guard, "sh", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), folder.FullName);
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder.FullName);

        return folder;
    }

    /// <summary>Runs a program of Debian's packages. If the tests run as root, which such programs refuse, it runs as the user postgres.</summary>
    /// <exception cref="InvalidOperationException">The program is missing, and the message says how to get it; or it failed.</exception>
    internal static void RunAsPostgres(string howToGetIt, string program, params string[] arguments)
    {
        var path = Find(program) ?? throw new InvalidOperationException(howToGetIt);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    internal static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;

        // The server keeps the inherited output open, so the end of the output is not the end of the program.
        process.OutputDataReceived += (_, _) => { };
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)) || process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} failed: {errors}");
    }

    private static string? Find(string program)
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        var folders = (debian.Exists ? debian.GetDirectories().OrderByDescending(version => version.Name).Select(version => Path.Combine(version.FullName, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Append("/usr/sbin");
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
