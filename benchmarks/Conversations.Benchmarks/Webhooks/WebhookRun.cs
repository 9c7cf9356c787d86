using System.CommandLine;

namespace Conversations.Benchmarks;

/// <summary>Measures webhooks: how fast they are posted, whether a dead endpoint delays others, and what it costs to verify one.</summary>
internal static class WebhookRun
{
    private const string All = "all";

    private static readonly string[] _parts = ["throughput", "dead", "verify"];

    internal static Command Command
    {
        get
        {
            var parts = new Argument<string[]>("parts") { Description = "The parts to measure.", DefaultValueFactory = _ => [All] };
            var webhooks = new Option<int>("--webhooks") { Description = "The number of webhooks to post.", DefaultValueFactory = _ => 100_000 };
            var seconds = new Option<int>("--seconds") { Description = "How many seconds each steady load lasts.", DefaultValueFactory = _ => 20 };
            var noReadme = new Option<bool>("--no-readme") { Description = "Does not write the results into benchmarks/README.md." };
            var command = new Command("webhooks", "Measures webhooks to receivers on loopback.") { parts.AcceptOnlyFromAmong([All, .. _parts]), webhooks, seconds, noReadme };
            command.SetAction(given => RunAsync(
                given.GetRequiredValue(parts) is var names && names.Contains(All) ? _parts : [.. _parts.Intersect(names)],
                given.GetValue(webhooks), given.GetValue(seconds), !given.GetValue(noReadme)));
            return command;
        }
    }

    private static async Task RunAsync(string[] parts, int webhooks, int seconds, bool writesReadme)
    {
        foreach (var part in parts)
        {
            var lines = part switch
            {
                "throughput" => await WebhookThroughput.RunAsync(webhooks),
                "dead" => await DeadEndpoint.RunAsync(seconds),
                _ => VerifyCost.Run(),
            };
            var text = string.Join('\n', lines);
            Console.WriteLine(text + "\n");
            if (writesReadme)
                Report.Write("webhooks", _parts, part, text);
        }
    }
}
