using System.Diagnostics;
using System.Globalization;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>The tests' own program: sends to a room from a process of its own.</summary>
internal static class SecondProcess
{
    /// <summary>Runs the program with the tests' own assembly.</summary>
    public static async Task SendAsync(string path, string prefix, int count)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", typeof(SecondProcess).Assembly.Location, path, prefix, count.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, error);
    }

    internal static async Task Main(string[] args)
    {
        await using var provider = Provide(args[0]);
        await SendAllAsync(provider.Conversations(), args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Sends by four at once.</summary>
    internal static Task SendAllAsync(IConversations conversations, string prefix, int count) => Task.WhenAll(Enumerable.Range(0, 4).Select(async part =>
    {
        await conversations.CreateRoomAsync();
        for (var i = part; i < count; i += 4)
            await conversations.SendAsync(Room, part % 2 == 0 ? Alice : Bob, "Hello", new MessageId(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i}")));
    }));
}
