using Conversations.PostgreSql.Tests.Watching;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests;

/// <summary>An update that comes with every message must not touch an index: such an update is "heap only".</summary>
public sealed class PostgreSqlHotUpdateTests
{
    [Theory]
    [InlineData("conversations", 20)]
    [InlineData("participants", 40)]
    public async Task Sending_and_reading_update_rows_without_their_indexes(string table, int updates)
    {
        await using var world = await World.CreateAsync();
        var before = await ReadAsync(world, table);

        for (var i = 0; i < 20; i++)
        {
            await world.SendAsync();
            await world.Conversations.MarkAsReadAsync(Room, Bob);
        }

        var after = await ReadAsync(world, table);
        (after.All - before.All, after.HeapOnly - before.HeapOnly).Should().Be((updates, updates));
    }

    [Fact]
    public async Task Only_the_first_message_after_a_settlement_touches_an_index_of_its_conversation()
    {
        await using var world = await World.CreateAsync();
        await world.Store.SettleAsync(Guid.NewGuid(), [Room]);
        var before = await ReadAsync(world, "conversations");

        for (var i = 0; i < 20; i++)
            await world.SendAsync();

        var after = await ReadAsync(world, "conversations");
        (after.All - before.All, after.HeapOnly - before.HeapOnly).Should().Be((20, 19));
    }

    /// <summary>The first message after a minute moves the two participants in the resume index, and with it in the inbox index. The others move nobody.</summary>
    [Theory]
    [InlineData("conversations", 20, 20)]
    [InlineData("participants", 22, 20)]
    public async Task Only_the_first_message_of_a_minute_moves_the_participants(string table, int updates, int heapOnly)
    {
        await using var world = await World.CreateAsync();
        await world.RunAsync("UPDATE conversations SET changed_at = changed_at - interval '2 minutes'");
        var before = await ReadAsync(world, table);

        for (var i = 0; i < 20; i++)
            await world.SendAsync();

        var after = await ReadAsync(world, table);
        (after.All - before.All, after.HeapOnly - before.HeapOnly).Should().Be((updates, heapOnly));
    }

    private static async Task<(long All, long HeapOnly)> ReadAsync(World world, string table)
    {
        // A connection reports its statistics when it is closed, at the latest, and the server counts them a little later.
        world.CloseConnections();
        for (var (last, same) = ((-1L, -1L), 0); ;)
        {
            var now = (await CountAsync("n_tup_upd"), await CountAsync("n_tup_hot_upd"));
            same = now == last ? same + 1 : 0;
            if (same == 5)
                return now;

            last = now;
            await Task.Delay(50);
        }

        async Task<long> CountAsync(string column) =>
            (long)(await world.RunAsync($"SELECT {column} FROM pg_stat_user_tables WHERE schemaname = '{world.Schema}' AND relname = '{table}'"))!;
    }
}
