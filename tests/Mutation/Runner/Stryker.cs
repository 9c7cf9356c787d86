using System.Diagnostics;
using System.Text.Json;

namespace Conversations.Mutation;

/// <summary>Runs Stryker, unless the result of the same run is stored.</summary>
internal sealed class Stryker(string root, string results)
{
    // The short settings of the contract: what a mutant breaks in one round of a hundred is not its business.
    private static readonly (string Name, string Value)[] _settings =
    [
        ("CONVERSATIONS_RACE_ROUNDS", "15"), ("CONVERSATIONS_MODEL_RUNS", "8"), ("CONVERSATIONS_FAULT_ROUNDS", "2"),
        ("CONVERSATIONS_FILTER_ENTRIES", "200"), ("DOTNET_TieredPGO", "0"), ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"), ("DOTNET_gcConcurrent", "0"),
    ];

    internal async Task<IReadOnlyList<Mutant>> RunAsync(string name, string tests, string project, IReadOnlyList<string> mutate, string? filter = null)
    {
        var output = Path.Combine(results, name);
        var report = Path.Combine(output, "report.json");
        if (File.Exists(report))
            return Report.Read(report);

        Directory.CreateDirectory(output);
        var config = Path.Combine(output, "stryker-config.json");
        await File.WriteAllTextAsync(config, Config(project, mutate, filter));
        Console.WriteLine($"{DateTimeOffset.Now:HH:mm:ss} {name}: see {Path.GetRelativePath(root, output)}/log.txt");
        var log = Path.Combine(output, "log.txt");
        await ExecuteAsync(Path.Combine(root, tests), log, "stryker", "-f", config, "-O", output, "--skip-version-check");
        var written = Path.Combine(output, "reports", "mutation-report.json");
        if (!File.Exists(written))
            throw new InvalidOperationException($"Stryker wrote no report for {name}, see {log}.");

        // Only a whole run leaves a report of this name.
        File.Move(written, report);
        return Report.Read(report);
    }

    // With more than one session, Stryker 5 reports mutants as survivors that it kills in one (stryker-net, issue 3832).
    private static string Config(string project, IReadOnlyList<string> mutate, string? filter)
    {
        var config = new Dictionary<string, object>
        {
            ["project"] = project,
            ["test-runner"] = "mtp",
            ["coverage-analysis"] = "perTest",
            ["concurrency"] = 1,
            ["reporters"] = new[] { "json" },
            ["mutate"] = mutate,
        };
        if (filter is not null)
            config["test-case-filter"] = filter;

        return JsonSerializer.Serialize(new Dictionary<string, object> { ["stryker-config"] = config });
    }

    private static async Task ExecuteAsync(string directory, string log, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        await using var file = File.Create(log, bufferSize: 1);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(file);
        await process.WaitForExitAsync();
        Console.Error.Write(await errors);
    }
}
