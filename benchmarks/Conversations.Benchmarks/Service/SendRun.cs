using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Measures the bytes that a send through the whole service allocates, and the sends per second.</summary>
internal static class SendRun
{
    private const int WarmUp = 50_000;
    private const int Sends = 400_000;

    internal static async Task RunAsync()
    {
        Console.WriteLine($"""
            | sends in memory, {Sends:N0} in all | sends/s | bytes allocated each |
            |---|--:|--:|
            """);
        foreach (var tasks in (int[])[1, 2, 16])
        {
            var (perSecond, bytes) = await MeasureAsync(tasks);
            Console.WriteLine($"| {tasks} task{(tasks == 1 ? "" : "s")}, a conversation each | {perSecond:N0} | {bytes:N0} |");
        }
    }

    private static async Task<(double PerSecond, double Bytes)> MeasureAsync(int tasks)
    {
        await using var app = new InMemoryApp();
        await app.SendAsync(await app.CreateAsync("warm"), WarmUp);
        var ids = new List<ConversationId>();
        for (var i = 0; i < tasks; i++)
            ids.Add(await app.CreateAsync($"room-{i}"));

        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(ids.Select(id => Task.Run(() => app.SendAsync(id, Sends / tasks))));
        var taken = Stopwatch.GetElapsedTime(start);
        return (Sends / taken.TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Sends);
    }
}
