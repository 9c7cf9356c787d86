using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests inboxes after random commands, and while other writers move conversations in them.</summary>
/// <remarks>
/// The environment variable <c>CONVERSATIONS_MODEL_RUNS</c> sets the number of random lists (by default that of the fixture), and
/// <c>CONVERSATIONS_MODEL_SEED</c> sets the seed of the first list (1 by default). <c>CONVERSATIONS_RACE_ROUNDS</c> determines how often
/// the inbox is read while writers move conversations in it.
/// </remarks>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class InboxLoadSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Length = 60;
    private const int Moving = 40;
    private const int Standing = 260;

    private static readonly ConversationQuery _all = new() { IncludeEmpty = true };

    /// <summary>After any list of commands, an inbox equals all conversations of the user, read one by one and sorted.</summary>
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1, 2)]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Inbox_equals_all_conversations_read_and_sorted_after_any_list_of_commands()
    {
        var first = Race.Setting("CONVERSATIONS_MODEL_SEED", 1);
        for (var seed = first; seed < first + ModelRuns; seed++)
            await RunAsync(seed);
    }

    /// <summary>A reader of all pages gets each unmoved conversation exactly once, while eight writers move the others.</summary>
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    public async Task Pages_lose_and_repeat_no_unmoved_conversation_while_eight_writers_move_others()
    {
        var (moving, standing) = await FillAsync();
        using var stop = new CancellationTokenSource();
        var sent = 0;
        var writers = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            while (!stop.IsCancellationRequested)
            {
                Clock.Shift(TimeSpan.FromMilliseconds(random.Next(20_000)));
                await Conversations.SendAsync(moving[random.Next(moving.Count)], Alice, "up", cancellationToken: CancellationToken.None);
                Interlocked.Increment(ref sent);
                await Task.Yield();
            }
        })).ToList();

        try
        {
            var random = new Random(1);

            // If few threads are free, the writers can start late. So the reader continues until they have sent enough messages.
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

    /// <summary>
    /// Creates conversations and splits them into those that the writers move and the others, in the order of the inbox.
    /// </summary>
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
