using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests how a store finds the users who take part in conversations, and those who were removed. A store that does not implement
/// <see cref="IWatchStore"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class WatchingMemberSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private IWatchStore Watches
    {
        get
        {
            Assert.SkipUnless(Store is IWatchStore, "The conversations of the store cannot be watched.");
            return (IWatchStore)Store;
        }
    }

    [Theory]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Few_users_are_found_in_a_large_room_and_many_users_in_a_small_one(int more)
    {
        var others = Users(more == 0 ? 20 : 0);
        var id = await CreateAsync([Alice, Bob, .. others]);
        await Conversations.RemoveParticipantAsync(id, Bob);
        foreach (var other in others.Take(10))
            await Conversations.RemoveParticipantAsync(id, other);

        var members = await FindAsync([id], [Carol, Alice, Bob, .. Users(more)]);

        Assert.Equal([(id, Alice, null), (id, Bob, 2L)], members);
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Removal_is_given_only_if_it_came_after_the_version()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await SendAsync(id, Alice);
        await Conversations.RemoveParticipantAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Carol);

        Assert.Equal([(id, Alice, null), (id, Bob, 3L), (id, Carol, 4L)], await FindAsync([id], [Alice, Bob, Carol], after: 2));
        Assert.Equal([(id, Alice, null), (id, Carol, 4L)], await FindAsync([id], [Alice, Bob, Carol], after: 3));
        Assert.Equal([(id, Alice, null)], await FindAsync([id], [Alice, Bob, Carol], after: 4));
        Assert.Equal([(id, Carol, 4L)], await FindAsync([id], [Carol], after: 3));
        Assert.Equal([], await FindAsync([id], [Bob], after: 3));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task User_who_takes_part_again_is_given_once()
    {
        var id = await CreateAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        await Conversations.SetParticipantAsync(id, Bob);

        Assert.Equal([(id, Bob, null)], await FindAsync([id], [Bob]));
        Assert.Equal([(id, Alice, null), (id, Bob, null)], await FindAsync([id], [Alice, Bob, .. Users(5)]));

        await Conversations.RemoveParticipantAsync(id, Bob);
        Assert.Equal([(id, Bob, 4L)], await FindAsync([id], [Bob], after: 2));
    }

    [Theory]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Deletion_of_a_conversation_ends_the_participation_of_all(int more)
    {
        var users = Users(more == 0 ? 20 : 0);
        var id = await CreateAsync([Alice, Bob, .. users]);
        await SendAsync(id, Alice);
        await Conversations.DeleteAsync(id);
        UserId[] asked = [Alice, Bob, Carol, .. Users(more)];

        Assert.Equal([(id, Alice, 3L), (id, Bob, 3L)], await FindAsync([id], asked, after: 2));
        Assert.Equal([], await FindAsync([id], asked, after: 3));

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });
        Assert.Equal([(id, Alice, 3L), (id, Bob, null)], await FindAsync([id], asked));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Very_many_users_are_found_in_small_conversations_and_in_one_that_is_larger_still()
    {
        const int many = 600;
        var users = Users(many);
        var id = await CreateAsync([Alice, .. users]);
        var (small, deleted) = (await CreateAsync(Bob, users[^1]), await CreateAsync(Alice, users[0]));
        await Conversations.DeleteAsync(deleted);

        var found = await Watches.FindMembersAsync([new(small, 0, 1), new(id, 0, 1), new(deleted, 1, 1)], [Alice, .. users.Take(300)]);
        var all = await Watches.FindMembersAsync([new(id, 0, 1), new(small, 0, 1)], [Bob, .. users, .. Users(many)]);

        Assert.Equal(
            ((ConversationId, UserId, long?)[])[(deleted, Alice, 2L), (deleted, users[0], 2L), .. new[] { Alice }.Concat(users.Take(300)).Select(user => (id, user, (long?)null))],
            found.Select(one => (one.ConversationId, one.UserId, one.EndedBy)).OrderBy(one => one.ConversationId == id).ThenBy(one => one.UserId != Alice)
                .ThenBy(one => users.IndexOf(one.UserId)));
        Assert.Equal(many, all.Count(one => one.ConversationId == id));
        Assert.Equal([Bob, users[^1]], all.Where(one => one.ConversationId == small).Select(one => one.UserId).OrderBy(user => user != Bob));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Conversations_each_have_a_version_of_their_own_after_which_a_removal_is_given()
    {
        var (first, second, never) = (await CreateAsync(), await CreateAsync(), NewId());
        await Conversations.RemoveParticipantAsync(first, Bob);
        await Conversations.RemoveParticipantAsync(second, Bob);

        var members = await Watches.FindMembersAsync([new(first, 1, 1), new(never, 0, 1), new(second, 2, 1)], [Alice, Bob]);

        Assert.Equal(
            ((ConversationId, UserId, long?)[])[(first, Alice, null), (first, Bob, 2L), (second, Alice, null)],
            members.Select(one => (one.ConversationId, one.UserId, one.EndedBy)).OrderBy(one => one.ConversationId == second).ThenBy(one => one.UserId));
        Assert.Empty(await Watches.FindMembersAsync([], [Alice]));
        Assert.Empty(await Watches.FindMembersAsync([new(first, 0, 1)], []));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 2)]
    public async Task Members_are_given_with_the_version_of_their_conversation_and_of_the_change_that_moved_it()
    {
        var id = await CreateAsync();
        await PassAsync(TimeSpan.FromHours(1));
        await SendAsync(id, Alice);
        await Conversations.RemoveParticipantAsync(id, Bob);

        var members = await Watches.FindMembersAsync([new(id, 0, 1)], [Alice, Bob]);

        Assert.Equal([(3L, 1L), (3L, 1L)], members.Select(one => (one.Version, one.ChangedAfter)));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 2)]
    public async Task Members_and_the_version_are_of_one_moment()
    {
        _ = Watches;
        var id = await CreateAsync();
        var changing = Task.Run(async () =>
        {
            for (var i = 0; i < RaceRounds; i++)
            {
                await Conversations.RemoveParticipantAsync(id, Bob);
                await Conversations.SetParticipantAsync(id, Bob);
            }
        });
        do
        {
            var bob = Assert.Single(await Watches.FindMembersAsync([new(id, 0, 1)], [Bob]));

            // Each second version removes Bob, and each other one adds Bob.
            Assert.Equal(bob.Version % 2 == 0 ? bob.Version : null, bob.EndedBy);
        }
        while (!changing.IsCompleted);
        await changing;
    }

    private static List<UserId> Users(int count) => [.. Enumerable.Range(0, count).Select(_ => NewUserId())];

    /// <summary>Finds members, in the order of their ids, which begin with their names.</summary>
    private async Task<IEnumerable<(ConversationId, UserId, long?)>> FindAsync(ConversationId[] ids, UserId[] users, long after = 0) =>
        (await Watches.FindMembersAsync([.. ids.Select(id => new DeliveryRange(id, after, 1))], users))
            .Select(one => (one.ConversationId, one.UserId, one.EndedBy)).OrderBy(one => one.UserId);
}
