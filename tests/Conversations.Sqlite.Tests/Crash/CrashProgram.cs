using System.Diagnostics;

namespace Conversations.Sqlite.Tests.Crash;

/// <summary>The program that is made to be killed, running.</summary>
internal sealed class CrashProgram : IDisposable
{
    private readonly List<string> _lines = [];
    private readonly Process _process;
    private readonly Task<string> _errors;

    private CrashProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Gets what runs it, and what it is.</summary>
    internal static IReadOnlyList<string> Command { get; } =
    [
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "Conversations.Crash.dll"),
    ];

    internal static CrashProgram Start(params string[] arguments) => StartUnder([], arguments);

    /// <summary>Starts it by another program, such as one that watches it.</summary>
    internal static CrashProgram StartUnder(IReadOnlyList<string> watcher, params string[] arguments)
    {
        string[] command = [.. watcher, .. Command, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A killed process would leave its diagnostic pipes behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it has written so many lines that begin so.</summary>
    internal async Task SaysAsync(string beginning, int times = 1)
    {
        while (times > 0)
        {
            var line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The program ended before it said '{beginning}': {await _errors}");
            _lines.Add(line);
            times -= line.StartsWith(beginning, StringComparison.Ordinal) ? 1 : 0;
        }
    }

    /// <summary>Measures how long it takes from one mark to another, to know within which time to kill it.</summary>
    internal async Task<TimeSpan> MeasureAsync(string from, string to)
    {
        await SaysAsync(from);
        var watch = Stopwatch.StartNew();
        await SaysAsync(to);
        return watch.Elapsed;
    }

    /// <summary>Kills it at once, and gives all that it had said.</summary>
    internal async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        return await ReadToEndAsync();
    }

    /// <summary>Waits for its end, and gives all that it said.</summary>
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
