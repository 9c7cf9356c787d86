using System.Diagnostics;

namespace Conversations.Sqlite.Tests.Crash;

/// <summary>A running process of the program Conversations.Crash, which the tests kill.</summary>
internal sealed class CrashProgram : IDisposable
{
    private readonly List<string> _lines = [];
    private readonly Process _process;
    private readonly Task<string> _errors;

    private CrashProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Gets the command that starts the program.</summary>
    internal static IReadOnlyList<string> Command { get; } =
    [
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "Conversations.Crash.dll"),
    ];

    internal static CrashProgram Start(params string[] arguments) => StartUnder([], arguments);

    /// <summary>Starts the program through another program, such as one that traces it.</summary>
    internal static CrashProgram StartUnder(IReadOnlyList<string> watcher, params string[] arguments)
    {
        string[] command = [.. watcher, .. Command, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A killed process does not delete its diagnostic pipes, so it must not create any.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until the program has written a number of lines with this beginning.</summary>
    internal async Task SaysAsync(string beginning, int times = 1)
    {
        while (times > 0)
        {
            var line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The program ended before it wrote '{beginning}': {await _errors}");
            _lines.Add(line);
            times -= line.StartsWith(beginning, StringComparison.Ordinal) ? 1 : 0;
        }
    }

    /// <summary>Measures the time between two marks, so that a test can choose a moment between them for a kill.</summary>
    internal async Task<TimeSpan> MeasureAsync(string from, string to)
    {
        await SaysAsync(from);
        var watch = Stopwatch.StartNew();
        await SaysAsync(to);
        return watch.Elapsed;
    }

    /// <summary>Kills the program immediately, and returns all lines that it wrote.</summary>
    internal async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        return await ReadToEndAsync();
    }

    /// <summary>Waits for the end of the program, and returns all lines that it wrote.</summary>
    internal async Task<IReadOnlyList<string>> EndAsync()
    {
        await ReadToEndAsync();
        return _process.ExitCode == 0 ? _lines : throw new InvalidOperationException($"The program ended with {_process.ExitCode}: {await _errors}");
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

    private async Task<IReadOnlyList<string>> ReadToEndAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _lines.Add(line);

        await _process.WaitForExitAsync();
        return _lines;
    }
}
