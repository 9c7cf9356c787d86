using System.Diagnostics;
using System.Reflection;

namespace Conversations.PostgreSql.Tests;

public sealed class LoadProgramTests
{
    private static readonly string _program = typeof(LoadProgramTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Benchmarks").Value!;

    [Fact]
    public async Task Load_of_two_hosts_ends_without_an_anomaly_or_an_error()
    {
        var (exitCode, output) = await RunAsync(
            "--hosts", "2", "--seconds", "1", "--rounds", "1", "--callers", "4", "--conversations", "8", "--connection", Server.ConnectionString, "--no-readme");

        output.Should().Contain("2 hosts, 4 callers each").And.MatchRegex(@"(?m)^0 anomalies in [1-9][0-9,]* acknowledged messages, 0 errors told to callers\.$");
        exitCode.Should().Be(0);
    }

    [Fact]
    public async Task Unknown_option_is_refused_with_a_list_of_the_options()
    {
        var (exitCode, output) = await RunAsync("--host", "2");

        output.Should().Contain("Unrecognized command or argument '--host'.").And.Contain("--hosts");
        exitCode.Should().Be(2);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(dotnet, [_program, "load", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(giveUp.Token), process.StandardError.ReadToEndAsync(giveUp.Token));
            await process.WaitForExitAsync(giveUp.Token);
            return (process.ExitCode, string.Concat(output));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
