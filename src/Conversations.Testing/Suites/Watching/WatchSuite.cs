using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>
/// Tests what watches of conversations get. A store that does not implement <see cref="IWatchStore"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class WatchSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Many = 10_000;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private IWatchStore Watches
    {
        get
        {
            Assert.SkipUnless(Store is IWatchStore, "The conversations of the store cannot be watched.");
            return (IWatchStore)Store;
        }
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task Versions_are_those_of_the_last_changes_also_after_a_deletion()
    {
        var (quiet, active, deleted) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        await SendAsync(active, Alice);
        await SendAsync(active, Bob);
        await SendAsync(deleted, Alice);
        await Conversations.DeleteAsync(deleted);

        var versions = await Watches.ReadVersionsAsync([quiet, NewId(), active, deleted]);

        Assert.Equal(
            new Dictionary<ConversationId, long> { [quiet] = 1, [active] = 3, [deleted] = 3 }.OrderBy(one => one.Key), versions.OrderBy(one => one.Key));
        Assert.Empty(await Watches.ReadVersionsAsync([]));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_watch_gives_every_change_with_its_message_those_before_it_and_those_after()
    {
        _ = Watches;
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice, "first");
        await using var watch = Conversations.WatchAsync(id, 0).GetAsyncEnumerator();
        var before = await TakeAsync(watch, 2);

        var second = await SendAsync(id, Bob, "second");
        await Conversations.EditMessageAsync(id, first.Id, new() { Text = "edited" });
        await Conversations.AddReactionAsync(id, second.Id, Alice, "👍");
        await Conversations.SetParticipantAsync(id, Carol);
        await Conversations.UpdateAsync(id, new() { Subject = "subject" });
        await Conversations.RemoveParticipantAsync(id, Carol);
        var after = await TakeAsync(watch, 6);

        Assert.Equal([null, "first"], before.Select(one => one.Message?.Text));
        Assert.Equal((await Store.ListChangesAsync(id, 0, Many)).Changes, [.. before.Select(one => one.Change), .. after.Select(one => one.Change)]);
        Assert.Equal([second.Id, first.Id, second.Id, null, null, null], after.Select(one => one.Message?.Id));
        Assert.Equal("edited", after[1].Message!.Text);
        Assert.Equal(await Conversations.FindMessageAsync(id, second.Id), after[2].Message);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_watch_that_begins_during_a_burst_gives_every_change_once()
    {
        _ = Watches;
        var id = await CreateAsync();
        for (var round = 0; round < RaceRounds; round++)
        {
            var begin = (await GetAsync(id)).Version;
            var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
            {
                for (var i = 0; i < 3; i++)
                    await Conversations.SendAsync(id, sender % 2 == 0 ? Alice : Bob, "burst");
            })));
            var after = round % 3 == 0 ? begin : (await GetAsync(id)).Version;
            await using var watch = Conversations.WatchAsync(id, after).GetAsyncEnumerator();

            var taken = await TakeAsync(watch, (int)(begin + 12 - after));
            await sending;

            Assert.Equal(Enumerable.Range(1, taken.Count).Select(number => after + number), taken.Select(one => one.Change.Version));
        }
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_watch_finds_changes_that_no_signal_told_of()
    {
        _ = Watches;
        var id = await CreateAsync();
        await using var watch = Conversations.WatchAsync(id, 1).GetAsyncEnumerator();
        var next = TakeAsync(watch, 2);

        // Another service provider has signals of its own, as another host has.
        var other = Build().GetRequiredService<IConversations>();
        await other.SendAsync(id, Alice, "from another host");
        await other.SendAsync(id, Bob, "and one more");
        while (!next.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        Assert.Equal(["from another host", "and one more"], (await next).Select(one => one.Message!.Text));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_conversation_that_is_deleted_and_created_again_is_watched_on()
    {
        _ = Watches;
        var id = await CreateAsync();
        await using var watch = Conversations.WatchAsync(id, 1).GetAsyncEnumerator();
        var next = TakeAsync(watch, 1);
        await SendAsync(id, Alice);
        Assert.IsType<MessageSent>((await next)[0].Change);

        await Conversations.DeleteAsync(id);
        var deletion = (await TakeAsync(watch, 1))[0];
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });
        await SendAsync(id, Bob, "again");
        var again = await TakeAsync(watch, 2);

        Assert.Equal((3L, typeof(ConversationDeleted)), (deletion.Change.Version, deletion.Change.GetType()));
        Assert.Equal([(4L, typeof(ConversationCreated)), (5L, typeof(MessageSent))], again.Select(one => (one.Change.Version, one.Change.GetType())));
        Assert.Equal("again", again[1].Message!.Text);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_watch_that_begins_before_a_deletion_gets_only_the_deletion_and_what_came_after()
    {
        _ = Watches;
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.DeleteAsync(id);
        await using var watch = Conversations.WatchAsync(id, 1).GetAsyncEnumerator();
        var deletion = await TakeAsync(watch, 1);
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });

        Assert.Equal([3L, 4L], [deletion[0].Change.Version, (await TakeAsync(watch, 1))[0].Change.Version]);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_message_that_was_deleted_comes_without_its_content()
    {
        _ = Watches;
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice, "gone");
        await Conversations.DeleteMessageAsync(id, message.Id);
        await using var watch = Conversations.WatchAsync(id, 1).GetAsyncEnumerator();

        var taken = await TakeAsync(watch, 2);

        Assert.Equal([typeof(MessageSent), typeof(MessageDeleted)], taken.Select(one => one.Change.GetType()));
        Assert.All(taken, one => Assert.Null(one.Message));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_conversation_that_does_not_exist_is_not_watched()
    {
        _ = Watches;
        await using var watch = Conversations.WatchAsync(NewId(), 0).GetAsyncEnumerator();

        await Assert.ThrowsAsync<ConversationNotFoundException>(() => TakeAsync(watch, 1));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), 1)]
    public async Task A_watch_that_begins_before_what_the_log_keeps_is_refused()
    {
        var name = Guid.NewGuid().ToString("N");
        var (id, day) = (new ConversationId($"old-{name}-b"), TimeSpan.FromDays(1));
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });
        await SendAsync(id, Alice);
        Clock.Advance(10 * day);
        await Watches.PruneAsync(new(new($"old-{name}-a"), 1, day, day));
        await SendAsync(id, Alice);

        await using var late = Conversations.WatchAsync(id, 1).GetAsyncEnumerator();
        await using var current = Conversations.WatchAsync(id, 2).GetAsyncEnumerator();

        Assert.Equal((id, 1L), Of(await Assert.ThrowsAsync<ChangesPrunedException>(() => TakeAsync(late, 1))));
        Assert.Equal(3L, (await TakeAsync(current, 1))[0].Change.Version);

        static (ConversationId, long) Of(ChangesPrunedException error) => (error.ConversationId, error.After);
    }

    private static async Task<IReadOnlyList<WatchedChange>> TakeAsync(IAsyncEnumerator<WatchEvent> watch, int count)
    {
        var taken = new List<WatchedChange>();
        while (taken.Count < count && await watch.MoveNextAsync().AsTask().WaitAsync(_limit, CancellationToken.None))
        {
            // Who is online is told, too.
            if (watch.Current is WatchedChange change)
                taken.Add(change);
        }

        return taken;
    }
}
