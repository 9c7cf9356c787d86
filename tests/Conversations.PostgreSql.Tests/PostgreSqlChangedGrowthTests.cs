using Conversations.PostgreSql.Tests.Watching;
using Conversations.Storage;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests;

/// <summary>How much of the tables a watch reads that resumes or looks for members, as the tables grow.</summary>
public sealed class PostgreSqlChangedGrowthTests
{
    private const string Mail = "mail";

    private static readonly DateTimeOffset _late = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(-10);

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public async Task List_of_what_changed_reads_what_is_listed(int count)
    {
        await using var world = await CreateAsync(count);

        var changed = await world.Store.ListChangedAsync([new(Alice, _late), new(Bob, _late)], 1_000);
        var read = Read(world);
        var some = await world.Store.ListChangedAsync([new(Alice, _late)], 3);
        var readSome = Read(world);

        changed.Count(one => one.UserId == Alice && !one.HasEnded).Should().Be(10 + 1, "the room has changed, too");
        changed.Count(one => one.UserId == Alice && one.HasEnded).Should().Be(10);
        read.Rows.Should().BeLessThan(120);
        read.Pages.Should().BeLessThan(250);
        some.Should().HaveCount(3);
        readSome.Rows.Should().BeLessThan(40);
        readSome.Pages.Should().BeLessThan(80);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public async Task Finding_few_users_reads_as_much_of_a_large_conversation_as_of_a_small_one(int count)
    {
        await using var world = await CreateAsync(count);

        var members = await world.Store.FindMembersAsync([new(new(Mail), 0, 0)], [new("u-7"), new("u-99"), new("v-3"), Bob]);

        members.Select(one => (one.UserId.Value, one.EndedBy)).Should().BeEquivalentTo([("u-7", (long?)null), ("u-99", null), ("v-3", 4)]);
        var read = Read(world);
        read.Rows.Should().BeLessThan(50);
        read.Pages.Should().BeLessThan(100);
    }

    [Fact]
    public async Task Finding_many_users_reads_the_participants_of_small_conversations()
    {
        await using var world = await CreateAsync(1_000);
        var ranges = Enumerable.Range(1, 100).Select(i => new DeliveryRange(new($"c-{i}"), 0, 0)).ToList();

        var members = await world.Store.FindMembersAsync(ranges, [.. Enumerable.Range(0, 10_000).Select(i => new UserId($"w-{i}")), Alice]);

        members.Select(one => (one.ConversationId, one.UserId)).Should().BeEquivalentTo(ranges.Select(range => (range.ConversationId, Alice)));
        Read(world).Pages.Should().BeLessThan(2_500);
    }

    /// <summary>
    /// Adds conversations of Alice, each of which changed a minute after the one before, and as many that ended; the last ones in 2026. Adds a conversation of
    /// as many other participants, from which as many have departed.
    /// </summary>
    private static async Task<World> CreateAsync(int count)
    {
        var world = await World.CreateAsync(Watch.TellPlans);
        await world.RunAsync(
            $"""
            INSERT INTO conversations (conversation_id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
            SELECT 'c-' || i, 1, timestamptz '2020-01-01', 1, 0, 1, 2, 1, 0 FROM generate_series(1, {count}) i
            UNION ALL SELECT '{Mail}', 1, timestamptz '2020-01-01', {count}, 0, 1, {count} + 1, 1, 0;

            INSERT INTO participants (conversation_id, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at,
                is_empty, changed_at)
            SELECT 'c-' || i, 'alice', 0, 0, timestamptz '2000-01-01', 0, 0, false, false, timestamptz '2000-01-01', false, timestamptz '2026-01-01' - ({count} - i + 1) * interval '1 minute'
            FROM generate_series(1, {count}) i
            UNION ALL SELECT '{Mail}', 'u-' || i, 0, 0, '2000-01-01', 0, 0, false, false, '2000-01-01', false, '2000-01-01' FROM generate_series(1, {count}) i;

            INSERT INTO departures
            SELECT 'd-' || i, 'alice', 3, timestamptz '2026-01-01' - ({count} - i + 1) * interval '1 minute' FROM generate_series(1, {count}) i
            UNION ALL SELECT '{Mail}', 'v-' || i, 1 + i, timestamptz '2000-01-01' FROM generate_series(1, {count}) i;
            """);
        await world.VacuumAsync("conversations", "participants", "departures");
        Read(world);
        return world;
    }

    /// <summary>Sums up the pages and the rows of tables that the statements since the last call read.</summary>
    private static (double Pages, double Rows) Read(World world)
    {
        var plans = world.Watch.TakePlans();
        return (plans.Sum(plan => plan.Steps[0].Pages), plans.SelectMany(plan => plan.Steps).Where(step => step.Table is not null).Sum(step => step.Rows));
    }
}
