using System.Diagnostics;
using Conversations.Switched;

namespace Conversations.PostgreSql.Tests;

/// <summary>Apps that set the process-wide switches of the driver, for example because their own code needs the old timestamps.</summary>
public sealed class PostgreSqlDriverSwitchTests
{
    [Fact]
    public async Task Times_are_in_UTC_and_the_same_whatever_switches_the_process_sets_and_wherever_it_runs()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start();
        await World.WriteAsync(host, World.Here);

        var switched = await RunAsync(Server.ConnectionString, hosts.Schema);

        var read = await World.ReadAsync(host);
        switched.Should().Equal(read);
        read.Should().HaveCountGreaterThan(20).And.OnlyContain(line => !line.Contains("+05:30", StringComparison.Ordinal));
        string.Concat(read).Should().Contain("2001-02-03T04:05:06").And.NotContain("2001-02-03T09:35:06");
    }

    private static async Task<string[]> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Conversations.Switched.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TZ"] = "Asia/Kolkata" },
        })!;
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(giveUp.Token), process.StandardError.ReadToEndAsync(giveUp.Token));
            await process.WaitForExitAsync(giveUp.Token);
            process.ExitCode.Should().Be(0, output[1]);
            return output[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
