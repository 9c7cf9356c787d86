using Xunit;

namespace Conversations.Testing;

/// <summary>Inboxes after random commands, and while others move what is in them.</summary>
/// <remarks>
/// <c>CONVERSATIONS_MODEL_RUNS</c> is the number of random lists, 150 by default; <c>CONVERSATIONS_MODEL_SEED</c> the seed of the
/// first. <c>CONVERSATIONS_RACE_ROUNDS</c> bounds how often the inbox is read while it is moved.
/// </remarks>
/// <param name="fixture">The store to prove.</param>
public abstract class InboxLoadSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Length = 60;
    private const int Moving = 40;
    private const int Standing = 260;

    private static readonly ConversationQuery _all = new() { IncludeEmpty = true };

    /// <summary>Whatever was done, an inbox is what reading everything and sorting it gives.</summary>
    [Fact]
    public async Task Inbox_is_what_reading_and_sorting_everything_gives_after_any_list_of_commands()
    {
        var first = Race.Setting("CONVERSATIONS_MODEL_SEED", 1);
        var lists = Race.Setting("CONVERSATIONS_MODEL_RUNS", 150);
        for (var seed = first; seed < first + lists; seed++)
            await RunAsync(seed);
    }

    /// <summary>A reader of pages meets each conversation that stands exactly once, while eight writers move the others.</summary>
    [Fact]
    public async Task Pages_lose_and_repeat_nothing_that_stands_while_eight_writers_move_the_rest()
    {
        var (moving, standing) = await FillAsync();
        using var stop = new CancellationTokenSource();
        var sent = 0;
        var writers = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            while (!stop.IsCancellationRequested)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(random.Next(20_000)));
                await Conversations.SendAsync(moving[random.Next(moving.Count)], Alice, "up", cancellationToken: CancellationToken.None);
                Interlocked.Increment(ref sent);
                await Task.Yield();
            }
        })).ToList();

        try
        {
            var random = new Random(1);

            // Reading goes on until writing has begun in earnest, which can take longer where few threads are free.
            for (var round = 0; round < Math.Max(3, RaceRounds / 20) || Volatile.Read(ref sent) < Moving; round++)
                AssertStanding(standing, await Pages.AllAsync(Conversations.ListInboxAsync(Bob), () => random.Next(1, 101)), moving);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        var oracle = new InboxOracle(Store, [.. moving, .. standing]);
        Assert.Equal(await oracle.ListAsync(Bob), (await AllAsync(Conversations.ListInboxAsync(Bob))).Select(InboxOracle.TextOf));
    }

    private static void AssertStanding(List<ConversationId> standing, List<InboxEntry> entries, List<ConversationId> moving)
    {
        List<ConversationId> listed = [.. entries.Select(entry => entry.Conversation.Id)];
        Assert.Equal(standing, listed.Except(moving));
        Assert.Equal(standing.Count, listed.Count(id => !moving.Contains(id)));
    }

    /// <summary>Makes conversations of which every eighth is to move, and gives those that are not in the order of the inbox.</summary>
    private async Task<(List<ConversationId> Moving, List<ConversationId> Standing)> FillAsync()
    {
        var (moving, standing) = (new List<ConversationId>(), new List<ConversationId>());
        for (var i = 0; i < Moving + Standing; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(i % 5 * 15 + 1));
            var id = await CreateAsync(Alice, Bob);
            await SendAsync(id, Alice);
            (moving.Count < Moving && i % 7 == 0 ? moving : standing).Add(id);
        }

        standing.Reverse();
        return (moving, standing);
    }

    private async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        UserId[] users = [NewUserId("a"), NewUserId("\uff5e"), NewUserId("😀"), NewUserId("b")];
        ConversationId[] ids = [.. Enumerable.Range(0, 12).Select(i => NewId(i % 3 == 0 ? "\uff5e" : i % 3 == 1 ? "😀" : "room"))];
        var steps = new InboxSteps(random, Conversations, Clock, users, ids);
        var oracle = new InboxOracle(Store, ids);
        var done = new List<string>();
        for (var n = 1; n <= Length; n++)
        {
            done.Add(await steps.RunAsync());
            if (n % 6 == 0)
                await CompareAsync(oracle, users[random.Next(users.Length)], random, $"Seed {seed}, after {n} commands:\n{string.Join('\n', done)}");
        }
    }

    private async Task CompareAsync(InboxOracle oracle, UserId user, Random random, string after)
    {
        foreach (var query in new[] { null, _all })
        {
            var expected = string.Join('\n', await oracle.ListAsync(user, query is not null));
            var actual = string.Join('\n', (await Pages.AllAsync(Conversations.ListInboxAsync(user, query), random)).Select(InboxOracle.TextOf));
            Assert.True(expected == actual, $"{after}\nThe inbox of {user} must be:\n{expected}\nbut is:\n{actual}");
        }
    }
}
