namespace Conversations.Benchmarks;

/// <summary>Measures whether the first page of an inbox takes longer with more conversations.</summary>
internal static class InboxPages
{
    private const int Rounds = 400;

    /// <summary>
    /// Gets the numbers of conversations that are compared. For each number there is a
    /// reader with as many conversations, whose user id ends in the number.
    /// </summary>
    internal static int[] Sizes { get; } = [10, 1_000, 100_000];

    internal static UserId Reader(int size) => new($"reader-{size}");

    internal static async Task<List<string>> CompareAsync(StoreApp app)
    {
        var taken = await Medians.CompareAsync(Rounds, [.. Sizes.Select(size => (Func<Task>)(() => PageAsync(app, size)))]);
        return
        [
            "| first inbox page (20) of a user | µs | against 10 |",
            "|---|--:|--:|",
            .. Sizes.Select((size, i) => $"| {size:N0} conversations | {taken[i]:N0} | {taken[i] / taken[0]:N2}× |"),
        ];
    }

    private static async Task PageAsync(StoreApp app, int size)
    {
        var page = await app.Conversations.ListInboxAsync(Reader(size)).PageAsync(20);
        if (page.Items.Count != Math.Min(size, 20))
            throw new InvalidOperationException($"The page has {page.Items.Count} conversations instead of {Math.Min(size, 20)}.");
    }
}
