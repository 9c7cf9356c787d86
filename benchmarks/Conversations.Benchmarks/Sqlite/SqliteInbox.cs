namespace Conversations.Benchmarks;

/// <summary>Does the first page of an inbox cost more the more conversations there are?</summary>
internal static class SqliteInbox
{
    private const int Rounds = 400;
    private static readonly int[] _sizes = [10, 1_000, 100_000];

    internal static async Task<List<string>> RunAsync(SqliteFolder folder)
    {
        var path = folder.File("inbox");
        await SqliteApp.MakeAsync(path);
        var first = 1;
        foreach (var size in _sizes)
        {
            GeneratedRows.AddConversations(path, first, size, $"reader-{size}", messages: 1);
            first += size;
        }

        await using var app = new SqliteApp(path);
        var taken = await Medians.CompareAsync(Rounds, [.. _sizes.Select(size => (Func<Task>)(() => PageAsync(app, new($"reader-{size}"), size)))]);
        return
        [
            "| first inbox page (20) of a user | µs | against 10 |",
            "|---|--:|--:|",
            .. _sizes.Select((size, i) => $"| {size:N0} conversations | {taken[i]:N0} | {taken[i] / taken[0]:N2}× |"),
        ];
    }

    private static async Task PageAsync(SqliteApp app, UserId reader, int size)
    {
        var page = await app.Conversations.ListInboxAsync(reader).PageAsync(20);
        if (page.Items.Count != Math.Min(size, 20))
            throw new InvalidOperationException($"The page has {page.Items.Count} conversations.");
    }
}
