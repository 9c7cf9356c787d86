using Conversations.PostgreSql.Tests.Watching;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests;

/// <summary>A connection keeps plans that it made while the tables were nearly empty, when all indexes look equally good.</summary>
public sealed class PostgreSqlEarlyPlanTests
{
    private const string GrowSql =
        """
        INSERT INTO messages
        SELECT 'room', n, 'm-' || n, 'alice', 'Hello', NULL, '2026-01-01', NULL, 0, NULL, 0, NULL, 0, n + 1, NULL, '' FROM generate_series(101, 5000) n;

        INSERT INTO participants
        SELECT 'room', 'u-' || n, p.access, p.notify, p.joined_at, 0, 0, false, NULL, false, p.listed_at, false
        FROM generate_series(1, 2000) n, participants p WHERE p.conversation_id = 'room' AND p.user_id = 'alice';

        UPDATE conversations SET last_sequence = 5000, last_message = 5000, message_count = message_count + 4900, version = 6000;
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Sends_that_were_planned_early_find_their_rows_by_whole_keys(int messages)
    {
        await using var world = await World.CreateAsync(Watch.TellPlans);
        for (var i = 0; i < 10; i++)
            await SendAsync(world, messages);

        await world.RunAsync(GrowSql);
        world.Watch.TakePlans();

        await SendAsync(world, messages);

        // The reads before a send are planned again within a minute, after the server has analyzed the tables. They are left out.
        var plans = world.Watch.TakePlans().Where(plan => !plan.Sql.Contains("photo_url", StringComparison.Ordinal)).ToList();
        plans.Should().Contain(plan => plan.Steps.Any(step => step.Table == "messages" && step.Kind == "ModifyTable"));
        foreach (var plan in plans)
            plan.Steps.Where(step => step.Rows > 50).Should().BeEmpty("{0}", plan.Text);
    }

    /// <summary>Sends messages together: an import hands on all of them at once. It marks none as read, which would write all participants.</summary>
    private static Task<ImportProgress> SendAsync(World world, int count)
    {
        return world.Conversations.ImportAsync(Room, MessagesAsync(), new() { MarkAsRead = false });

        async IAsyncEnumerable<ImportedMessage> MessagesAsync()
        {
            await Task.Yield();
            for (var i = 0; i < count; i++)
                yield return new() { Id = new(world.Next("early")), SenderId = Alice, Text = "Hello", CreatedAt = DateTimeOffset.UnixEpoch };
        }
    }
}
