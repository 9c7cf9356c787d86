using System.Diagnostics;
using System.Globalization;

namespace Conversations.Delivery.Faults;

/// <summary>A running process of the program Conversations.Deliverer.</summary>
internal sealed class DelivererProcess : IDisposable
{
    private readonly Process _process;
    private readonly DeliveryHistory _history;
    private readonly TaskCompletionSource _runs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private int _handled;
    private bool _isOver;

    private DelivererProcess(string name, Process process, DeliveryHistory history)
    {
        (Name, _process, _history) = (name, process, history);
        (_reading, _errors) = (Task.Run(ReadAsync), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Gets the name of the host.</summary>
    internal string Name { get; }

    /// <summary>Gets how many changes its handlers have handled.</summary>
    internal int Handled => Volatile.Read(ref _handled);

    internal static DelivererProcess Start(string name, DeliveryHistory history, IReadOnlyList<string> arguments)
    {
        string[] command =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "Conversations.Deliverer.dll"), name, .. arguments,
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // A killed process does not delete its diagnostic pipes, so it must not create any.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new(name, Process.Start(start)!, history);
    }

    /// <summary>Waits until the process has started.</summary>
    internal async Task RunsAsync()
    {
        if (await Task.WhenAny(_runs.Task, _reading) == _reading)
            throw new InvalidOperationException($"The process '{Name}' ended: {await _errors}");
    }

    /// <summary>Waits until the handlers of the process have handled this many more changes.</summary>
    internal async Task HandlesAsync(int more)
    {
        var until = Handled + more;
        await Run.UntilAsync(
            async () => Handled >= until || (_reading.IsCompleted ? throw new InvalidOperationException($"'{Name}' ended: {await _errors}") : false),
            $"'{Name}' handles {more} more changes");
    }

    /// <summary>Kills the process immediately.</summary>
    internal async Task KillAsync()
    {
        _isOver = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _history.Record(new DeliveryEvent.Killed(Stopwatch.GetTimestamp(), Name));
    }

    /// <summary>Stops all threads of the process.</summary>
    internal Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets the process go on after it was frozen.</summary>
    internal Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Lets the process end its work.</summary>
    internal async Task EndAsync()
    {
        if (_isOver)
            return;

        _isOver = true;
        _process.StandardInput.Close();
        await _reading;
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"The process '{Name}' ended with {_process.ExitCode}: {await _errors}");
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

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "mark\truns")
                _runs.TrySetResult();

            if (DeliveryLines.Parse(line) is not { } one)
                continue;

            _history.Record(one);
            if (one is DeliveryEvent.Ended { IsHandled: true })
                Interlocked.Increment(ref _handled);
        }
    }
}
