using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Measures whether a send takes longer in a conversation with more participants.</summary>
internal static class ParticipantsRun
{
    private const int Rounds = 40;
    private const int SendsPerRound = 5_000;

    internal static async Task RunAsync()
    {
        int[] sizes = [2, 20, 1_000];
        await using var app = new InMemoryApp();
        var ids = new List<ConversationId>();
        foreach (var size in sizes)
            ids.Add(await app.CreateAsync($"room-of-{size}", size));

        // Other work on the machine can only slow a round down. So the sizes take turns, and the best round of each size counts.
        var best = new double[sizes.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await app.SendAsync(ids[i], SendsPerRound);
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalNanoseconds / SendsPerRound);
            }
        }

        Console.WriteLine("""
            | a send, in memory | ns | against 2 |
            |---|--:|--:|
            """);
        for (var i = 0; i < sizes.Length; i++)
            Console.WriteLine($"| {sizes[i]:N0} participants | {best[i]:N0} | {best[i] / best[0]:N2}× |");
    }
}
