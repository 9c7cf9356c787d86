using System.Diagnostics;
using System.Globalization;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>The tests' own program: sends to a room from a process of its own.</summary>
internal static class SecondProcess
{
    /// <summary>What the program ends with where it is not known whether a message was stored.</summary>
    internal const int Unknown = 3;

    private static readonly string _dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Sends, and fails where the program does.</summary>
    public static async Task SendAsync(string path, string prefix, int count)
    {
        var (code, said) = await RunAsync(_dotnet, [.. Arguments(path, prefix, count)]);
        code.Should().Be(0, said);
    }

    /// <summary>Sends, by a process that may make no file greater than so many KiB (RLIMIT_FSIZE): the disk fails there.</summary>
    public static Task<(int Code, string Said)> SendLimitedAsync(string path, string prefix, int count, int limit) => RunAsync(
        "bash",
        ["-c", $"trap '' XFSZ; ulimit -f {limit.ToString(CultureInfo.InvariantCulture)}; exec \"$0\" \"$@\"", _dotnet, .. Arguments(path, prefix, count)]);

    internal static async Task<int> Main(string[] args)
    {
        await using var provider = Provide(args[0]);
        try
        {
            await SendAllAsync(provider.Conversations(), args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
            return 0;
        }
        catch (OutcomeUnknownException error)
        {
            var messages = await provider.Conversations().ReadAllAsync();
            await Console.Out.WriteLineAsync($"{error.MessageId} {messages.Count.ToString(CultureInfo.InvariantCulture)}");
            return Unknown;
        }
    }

    /// <summary>Sends by four at once.</summary>
    internal static Task SendAllAsync(IConversations conversations, string prefix, int count) => Task.WhenAll(Enumerable.Range(0, 4).Select(async part =>
    {
        await conversations.CreateRoomAsync();
        for (var i = part; i < count; i += 4)
            await conversations.SendAsync(Room, part % 2 == 0 ? Alice : Bob, "Hello", new MessageId(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i}")));
    }));

    private static string[] Arguments(string path, string prefix, int count) =>
        ["exec", typeof(SecondProcess).Assembly.Location, path, prefix, count.ToString(CultureInfo.InvariantCulture)];

    private static async Task<(int Code, string Said)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The runtime itself would make a file that is too great.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
