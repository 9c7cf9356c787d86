using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>
/// Measures whether the first page of an inbox takes longer with more conversations, and an unread count with more messages.
/// </summary>
internal static class InboxRun
{
    private const int Rounds = 200;

    internal static async Task RunAsync()
    {
        Console.WriteLine("""
            | first inbox page (20), in memory | µs | against 10 |
            |---|--:|--:|
            """);
        await CompareAsync([10, 1_000, 100_000], i => $"{i:N0} conversations", (app, i) => FillAsync(app, i, apart: true));
        await using (var app = new InMemoryApp())
        {
            await FillAsync(app, 10_000, apart: false);
            var best = await BestAsync(() => PageAsync(app), 20);
            Console.WriteLine($"| 10,000 conversations, all active within the last minute | {best:N1} | |");
        }

        Console.WriteLine();
        Console.WriteLine("""
            | unread count, in memory | ns | against 1 |
            |---|--:|--:|
            """);
        var counts = new List<double>();
        foreach (var unread in (int[])[1, 1_000_000])
        {
            await using var app = new InMemoryApp();
            var id = await app.CreateAsync("room");
            await app.SendAsync(id, unread);
            var reader = new UserId("user-1");
            counts.Add(1_000 * await BestAsync(() => app.Conversations.FindReadStateAsync(id, reader), Rounds, repeat: 1_000));
            Console.WriteLine($"| {unread:N0} unread | {counts[^1]:N0} | {counts[^1] / counts[0]:N2}× |");
        }
    }

    private static async Task CompareAsync(int[] sizes, Func<int, string> name, Func<InMemoryApp, int, Task> fill)
    {
        var first = 0.0;
        foreach (var size in sizes)
        {
            await using var app = new InMemoryApp();
            await fill(app, size);
            var best = await BestAsync(() => PageAsync(app), Rounds, repeat: 20);
            first = first == 0 ? best : first;
            Console.WriteLine($"| {name(size)} | {best:N1} | {best / first:N2}× |");
        }
    }

    private static async Task FillAsync(InMemoryApp app, int conversations, bool apart)
    {
        for (var i = 0; i < conversations; i++)
        {
            var id = await app.CreateAsync($"room-{i}");
            if (apart)
                app.Clock.Advance(TimeSpan.FromMinutes(2));

            await app.SendAsync(id, 1);
        }
    }

    private static async Task PageAsync(InMemoryApp app)
    {
        var page = await app.Conversations.ListInboxAsync(InMemoryApp.Sender).PageAsync();
        if (page.Items.Count == 0)
            throw new InvalidOperationException("The inbox is empty, so the times measure nothing.");
    }

    private static async Task<double> BestAsync(Func<Task> call, int rounds, int repeat = 1)
    {
        var best = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeat; i++)
                await call();

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeat);
        }

        return best;
    }
}
