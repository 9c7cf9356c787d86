using System.Diagnostics;
using System.Globalization;
using Xunit.Runner.InProc.SystemConsole;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// The program of the test assembly. It runs the tests, or, as a second process of a test, it sends messages to a room.
/// </summary>
internal static class SecondProcess
{
    /// <summary>The exit code of the program if the outcome of a send is unknown.</summary>
    internal const int Unknown = 3;

    private const string SendCommand = "send-from-a-second-process";

    private static readonly string _dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Sends from a second process, and fails if the process fails.</summary>
    public static async Task SendAsync(string path, string prefix, int count)
    {
        var (code, said) = await RunAsync(_dotnet, [.. Arguments(path, prefix, count)]);
        code.Should().Be(0, said);
    }

    /// <summary>Sends from a process whose files cannot grow beyond a limit in KiB (RLIMIT_FSIZE). A write beyond it fails like a disk error.</summary>
    public static Task<(int Code, string Said)> SendLimitedAsync(string path, string prefix, int count, int limit) => RunAsync(
        "bash",
        ["-c", $"trap '' XFSZ; ulimit -f {limit.ToString(CultureInfo.InvariantCulture)}; exec \"$0\" \"$@\"", _dotnet, .. Arguments(path, prefix, count)]);

    internal static Task<int> Main(string[] args) =>
        args is [SendCommand, var path, var prefix, var count] ? SendAsync(path, prefix, count) : ConsoleRunner.Run(args);

    private static async Task<int> SendAsync(string path, string prefix, string count)
    {
        await using var provider = Provide(path);
        try
        {
            await SendAllAsync(provider.Conversations(), prefix, int.Parse(count, CultureInfo.InvariantCulture));
            return 0;
        }
        catch (OutcomeUnknownException error)
        {
            var messages = await provider.Conversations().ReadAllAsync();
            await Console.Out.WriteLineAsync($"{error.MessageId} {messages.Count.ToString(CultureInfo.InvariantCulture)}");
            return Unknown;
        }
    }

    /// <summary>Sends from four senders at the same time.</summary>
    internal static Task SendAllAsync(IConversations conversations, string prefix, int count) => Task.WhenAll(Enumerable.Range(0, 4).Select(async part =>
    {
        await conversations.CreateRoomAsync();
        for (var i = part; i < count; i += 4)
            await conversations.SendAsync(Room, part % 2 == 0 ? Alice : Bob, "Hello", new MessageId(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i}")));
    }));

    private static string[] Arguments(string path, string prefix, int count) =>
        ["exec", typeof(SecondProcess).Assembly.Location, SendCommand, path, prefix, count.ToString(CultureInfo.InvariantCulture)];

    private static async Task<(int Code, string Said)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Otherwise, the runtime itself would create a file above the limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
