using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>Another host, which is a process: it delivers messages to a handler that writes their ids and the time to its output.</summary>
internal sealed class DeliveryHostProcess : IDisposable
{
    private const string Argument = "delivery-host";
    private const string Ready = "ready";

    private readonly Process _process;

    internal DeliveryHostProcess(DeliveryStore store)
    {
        var program = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location, Argument] : [Argument];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(new DeliveryHostPlan(store.Place!, store.Schema)));
        if (_process.StandardOutput.ReadLine() != Ready)
            throw new InvalidOperationException("The other host did not start.");
    }

    internal static Command Command
    {
        get
        {
            var command = new Command(Argument) { Hidden = true };
            command.SetAction(_ => RunAsync());
            return command;
        }
    }

    /// <summary>Returns when each of some messages was given to the handler, as timestamps of the clock that all processes share.</summary>
    internal async Task<Dictionary<string, long>> HearAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var times = new Dictionary<string, long>();
        while (times.Count < count && await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            times.TryAdd(line.Split(' ')[0], long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

        return times;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task RunAsync()
    {
        var plan = JsonSerializer.Deserialize<DeliveryHostPlan>(Console.ReadLine()!)!;
        await using var app = new DeliveryApp(new("", plan.Place, plan.Schema), builder => builder.AddChangeHandler<WritingHandler>("other"));
        await app.StartAsync(1);
        Console.WriteLine(Ready);

        // When the input ends, the parent is gone.
        await Console.In.ReadToEndAsync();
    }

    private sealed class WritingHandler : IChangeHandler<MessageSent>
    {
        public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{context.Change.MessageId.Value} {Stopwatch.GetTimestamp()}"));
            return Task.CompletedTask;
        }
    }
}
