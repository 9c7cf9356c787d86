using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Conversations.Benchmarks;

/// <summary>
/// A host process, seen from the parent process. Calls throw an exception if the host dies or writes nothing for too long.
/// </summary>
internal sealed class LoadHostProcess : IDisposable
{
    private readonly Process _process;

    internal LoadHostProcess(LoadPlan plan)
    {
        var program = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location, LoadHost.Argument] : [LoadHost.Argument];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // With tiered compilation, hosts would compile methods again during the measurement and take the cores from the other hosts.
        // Without it, the warm-up compiles each method once.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        _process = Process.Start(start)!;
        Say(JsonSerializer.Serialize(plan));
    }

    internal void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    internal async Task<string> HearAsync(TimeSpan timeout)
    {
        using var giveUp = new CancellationTokenSource(timeout);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(giveUp.Token)
                ?? throw new InvalidOperationException($"Host {_process.Id} exited before its work was done.");
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"Host {_process.Id} wrote nothing for {timeout.TotalSeconds:N0} s.");
        }
    }

    /// <summary>Reads the results and the history of the host, and waits until its process exits.</summary>
    internal async Task<(LoadResult Result, List<string> History)> EndAsync(TimeSpan timeout)
    {
        var result = JsonSerializer.Deserialize<LoadResult>(await HearAsync(timeout))!;
        var lines = new List<string>();
        while (await HearAsync(timeout) is var line && line != LoadHost.End)
            lines.Add(line);

        using var giveUp = new CancellationTokenSource(timeout);
        await _process.WaitForExitAsync(giveUp.Token);
        return _process.ExitCode == 0
            ? (result, lines)
            : throw new InvalidOperationException($"Host {_process.Id} exited with code {_process.ExitCode}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
