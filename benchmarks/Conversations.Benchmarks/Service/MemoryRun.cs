namespace Conversations.Benchmarks;

/// <summary>Measures how much memory a stored message takes in addition to its text.</summary>
internal static class MemoryRun
{
    private const int Messages = 1_000_000;

    internal static async Task RunAsync()
    {
        Console.WriteLine($"""
            | {Messages:N0} messages in memory | bytes each beyond the text |
            |---|--:|
            """);
        foreach (var rooms in (int[])[1, 1_000])
            Console.WriteLine($"| in {rooms:N0} conversation{(rooms == 1 ? "" : "s")} | {await MeasureAsync(rooms):N0} |");
    }

    private static async Task<double> MeasureAsync(int rooms)
    {
        // All messages share one string, so the difference in memory is everything except the texts.
        const string text = "Is it still available?";
        await using var app = new InMemoryApp();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var room = 0; room < rooms; room++)
        {
            var id = await app.CreateAsync($"room-{room}");
            for (var i = 0; i < Messages / rooms; i++)
                await app.Conversations.SendAsync(id, InMemoryApp.Sender, text);
        }

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(app);
        return taken / (double)Messages;
    }
}
