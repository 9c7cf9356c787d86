using Conversations.PostgreSql.Tests.Watching;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests;

/// <summary>How much of the tables a page of an inbox reads, as the inbox grows.</summary>
public sealed class PostgreSqlInboxGrowthTests
{
    /// <summary>148 rows of the index, three pages for each of them, and then 20 entries.</summary>
    private const int MaxPages = 1_000;

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public async Task First_and_second_page_read_as_much_of_a_large_inbox_as_of_a_small_one(int count)
    {
        await using var world = await CreateAsync(count, "interval '1 hour'");
        var inbox = world.Conversations.As(Alice).ListInboxAsync();

        var first = await inbox.PageAsync(20);
        var read = Read(world);
        await inbox.PageAsync(20, first.Next);

        first.Items.Should().HaveCount(Math.Min(20, count + 1));
        read.Pages.Should().BeLessThan(MaxPages);
        read.Places.Should().BeLessThanOrEqualTo(148);
        Read(world).Pages.Should().BeLessThan(MaxPages);
    }

    /// <summary>The index may lag by one minute, so each row of the last minute may be the most active one. Earlier rows cannot.</summary>
    [Fact]
    public async Task Page_reads_the_index_of_the_last_minute_and_nothing_earlier()
    {
        await using var world = await CreateAsync(100_000, "interval '6 milliseconds'");

        await world.Conversations.As(Alice).ListInboxAsync().PageAsync(20);

        Read(world).Places.Should().BeInRange(10_000, 10_000 + 400);
    }

    /// <summary>Rows of the index that are not listed are skipped in growing steps, not by reading the whole index.</summary>
    [Fact]
    public async Task Page_after_many_unlisted_conversations_reads_little_more()
    {
        await using var world = await CreateAsync(20_000, "interval '1 hour'");
        await world.RunAsync("UPDATE conversations SET message_count = 0 WHERE last_activity_at > timestamptz '2026-01-01' - interval '1000 hours' AND conversation_id <> 'room'");
        Read(world);

        var page = await world.Conversations.As(Alice).ListInboxAsync().PageAsync(20);

        page.Items[1].Conversation.Id.Value.Should().Be("c-19000");
        Read(world).Places.Should().BeInRange(1_000, 5 * 1_200);
    }

    /// <summary>Adds conversations of Alice, each with a later activity than the one before; the last is the one before the room.</summary>
    private static async Task<World> CreateAsync(int count, string apart)
    {
        var world = await World.CreateAsync(Watch.TellPlans);
        await world.RunAsync(
            $"""
            INSERT INTO conversations (conversation_id, state, created_at, participant_count, message_count, last_sequence, last_activity_at,
                listed_at, version, settings_version, log_after)
            SELECT 'c-' || i, 1, '2020-01-01', 1, 1, 1, t, t, 2, 1, 0
            FROM generate_series(1, {count}) i, LATERAL (SELECT timestamptz '2026-01-01' - ({count} - i) * {apart} AS t) AS at
            """);
        await world.RunAsync(
            $"""
            INSERT INTO participants
            SELECT 'c-' || i, 'alice', 0, 0, '2000-01-01', 0, 0, false, NULL, false, timestamptz '2026-01-01' - ({count} - i) * {apart}, false
            FROM generate_series(1, {count}) i
            """);
        await world.VacuumAsync("conversations", "participants");
        Read(world);
        return world;
    }

    /// <summary>Sums up the pages that the statements since the last call read.</summary>
    private static (double Pages, double Places) Read(World world)
    {
        var plans = world.Watch.TakePlans();
        return (
            plans.Sum(plan => plan.Steps[0].Pages),
            plans.SelectMany(plan => plan.Steps).Where(step => step.Index == "participants_inbox").Sum(step => step.Rows));
    }
}
