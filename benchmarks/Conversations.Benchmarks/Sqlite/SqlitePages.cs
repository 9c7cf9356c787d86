using System.Diagnostics.CodeAnalysis;

namespace Conversations.Benchmarks;

/// <summary>Measures whether a page of old messages takes longer if the conversation has more messages.</summary>
internal static class SqlitePages
{
    private const int Rounds = 2_000;
    private const int Size = 30;

    internal static async Task<List<string>> RunAsync(SqliteFolder folder)
    {
        var path = await GeneratedRows.MakeBigFileAsync(folder);
        await using var app = StoreApp.OnSqlite(path);
        var taken = await Medians.CompareAsync(
            Rounds,
            () => PageAsync(app, GeneratedRows.Small, GeneratedRows.SmallCount / 2),
            () => PageAsync(app, GeneratedRows.Big, GeneratedRows.BigCount / 2),
            () => PageAsync(app, GeneratedRows.Small, Somewhere(GeneratedRows.SmallCount)),
            () => PageAsync(app, GeneratedRows.Big, Somewhere(GeneratedRows.BigCount)));
        return
        [
            $"| a page of {Size} messages, µs | of {GeneratedRows.SmallCount:N0} | of {GeneratedRows.BigCount:N0} | against |",
            "|---|--:|--:|--:|",
            $"| before the middle | {taken[0]:N0} | {taken[1]:N0} | {taken[1] / taken[0]:N2}× |",
            $"| before a random message | {taken[2]:N0} | {taken[3]:N0} | {taken[3] / taken[2]:N2}× |",
        ];
    }

    [SuppressMessage("Security", "CA5394", Justification = "The random number only spreads the reads.")]
    private static long Somewhere(long count) => Random.Shared.NextInt64(Size + 1, count);

    private static async Task PageAsync(StoreApp app, ConversationId id, long before)
    {
        var page = await app.Conversations.ListMessagesAsync(id, new() { Before = before }).PageAsync(Size);
        if (page.Items.Count != Size || page.Items[0].Sequence != before - 1)
            throw new InvalidOperationException($"The page does not hold the {Size} messages before message {before}.");
    }
}
