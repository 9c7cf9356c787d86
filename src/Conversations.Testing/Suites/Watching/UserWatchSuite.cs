using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>
/// Tests what watches of all conversations of a user get. A store that does not implement <see cref="IWatchStore"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class UserWatchSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(10);

    /// <summary>Later than what another test has made the store forget.</summary>
    private static readonly TimeSpan _year = TimeSpan.FromDays(365);

    private UserSession Session => Conversations.As(Bob);

    /// <inheritdoc/>
    public override ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Store is IWatchStore, "The conversations of the store cannot be watched.");
        return base.InitializeAsync();
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Every_change_of_the_conversations_of_the_user_comes_once_and_those_of_others_never()
    {
        var (first, second, others) = (await CreateAsync(), await CreateAsync(Bob, Carol), await CreateAsync(Alice, Carol));
        await using var watch = await Taken.FromAsync(Session);

        var message = await SendAsync(first, Alice, "first");
        await SendAsync(others, Alice, "not for Bob");
        await SendAsync(second, Carol, "second");
        await Conversations.EditMessageAsync(first, message.Id, new() { Text = "edited" });
        var added = await CreateAsync(Alice);
        await Conversations.SetParticipantAsync(added, Bob);
        await SendAsync(added, Alice, "third");
        var taken = await watch.ChangesAsync(6);

        Assert.Equal([typeof(Reload), typeof(CaughtUp)], watch.Events.Take(2).Select(one => one.GetType()));
        Assert.Equal([2L, 3L], VersionsOf(taken, first));
        Assert.Equal([2L], VersionsOf(taken, second));
        Assert.Equal([2L, 3L], VersionsOf(taken, added).Where(version => version > 1));
        Assert.Equal(["second", "third"], taken.Where(one => one.Message?.Text is "second" or "third").Select(one => one.Message!.Text));
        Assert.DoesNotContain(taken, one => one.ConversationId == others);
        Assert.Equal(
            (await Session.FindMessageAsync(second, taken.Single(one => one.ConversationId == second).Message!.Id), 1L, (await Session.FindEntryAsync(second))!.ActiveAt),
            Of(taken.Single(one => one.ConversationId == second)));

        static (Message?, long?, DateTimeOffset?) Of(WatchedChange one) => (one.Message, one.UnreadCount, one.ActiveAt);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1, 2, 3)]
    public async Task A_watch_that_resumes_is_told_of_each_conversation_that_changed_or_ended_and_of_no_other()
    {
        var (changed, quiet, removed, deleted) = (await CreateAsync(), await CreateAsync(), await CreateAsync(), await CreateAsync());
        await PassAsync(_year);
        string token;
        await using (var watch = await Taken.FromAsync(Session))
            token = watch.Token;

        await PassAsync(_long);
        await SendAsync(changed, Alice);
        var added = await CreateAsync(Alice, Bob);
        await Conversations.RemoveParticipantAsync(removed, Bob);
        await SendAsync(removed, Alice, "not for Bob");
        await Conversations.DeleteAsync(deleted);
        await using var resumed = await Taken.FromAsync(Session, token);

        Assert.Equal(Sorted($"{changed} 2", $"{added} 1", $"{removed} gone", $"{deleted} gone"), ToldTo(resumed));
        Assert.All(resumed.Events, one => Assert.NotNull(one.Resume));

        await SendAsync(quiet, Alice, "live");
        Assert.Equal("live", Assert.Single(await resumed.ChangesAsync(1)).Message!.Text);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    public async Task A_conversation_that_the_user_left_and_joined_again_is_not_gone()
    {
        var (id, again) = (await CreateAsync(), await CreateAsync());
        await PassAsync(_year);
        string token;
        await using (var watch = await Taken.FromAsync(Session))
            token = watch.Token;

        await Conversations.RemoveParticipantAsync(id, Bob);
        await Conversations.SetParticipantAsync(id, Bob);
        await Conversations.DeleteAsync(again);
        await Conversations.CreateIfNotExistsAsync(again, new() { Participants = [new(Bob)] });
        await using var resumed = await Taken.FromAsync(Session, token);

        Assert.Equal(Sorted($"{id} 3", $"{again} 3"), ToldTo(resumed));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadTimeAsync), 1)]
    public async Task A_token_that_is_older_than_what_is_remembered_says_that_everything_must_be_read_again()
    {
        var (id, day) = (await CreateAsync(), TimeSpan.FromDays(1));
        var began = (await ((IWatchStore)Store).ReadTimeAsync()).Now;
        string token;
        await using (var watch = await Taken.FromAsync(Session))
            token = watch.Token;

        await PassAsync(_long);
        await Conversations.RemoveParticipantAsync(id, Bob);
        await PassAsync(10 * day);
        Assert.SkipUnless((await ((IWatchStore)Store).ReadTimeAsync()).Now - began > day, "The store has a clock of its own, which the test does not move.");
        await ((IWatchStore)Store).PruneAsync(new(null, 1, day, day));
        await using var resumed = await Taken.FromAsync(Session, token);

        Assert.Equal([typeof(Reload), typeof(CaughtUp)], resumed.Events.Select(one => one.GetType()));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task A_token_of_another_user_and_one_that_is_malformed_are_refused()
    {
        await using var watch = await Taken.FromAsync(Session);

        Assert.Equal("resume", Assert.Throws<ArgumentException>(() => Conversations.As(Alice).WatchAsync(watch.Token)).ParamName);
        Assert.Equal("resume", Assert.Throws<ArgumentException>(() => Session.WatchAsync("nonsense")).ParamName);
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task The_removal_is_the_last_of_a_conversation_until_the_user_joins_again()
    {
        var (id, deleted) = (await CreateAsync(), await CreateAsync());
        await using var watch = await Taken.FromAsync(Session);

        await Conversations.RemoveParticipantAsync(id, Bob);
        await SendAsync(id, Alice, "not for Bob");
        await Conversations.DeleteAsync(deleted);
        await watch.ChangesAsync(2);
        await Conversations.SetParticipantAsync(id, Bob, new() { History = History.SinceJoin });
        await SendAsync(id, Alice, "again");
        await Conversations.CreateIfNotExistsAsync(deleted, new() { Participants = [new(Bob)] });
        var taken = await watch.ChangesAsync(5);

        Assert.Equal([typeof(ParticipantRemoved), typeof(ParticipantAdded), typeof(MessageSent)], KindsOf(taken, id));
        Assert.Equal([typeof(ConversationDeleted), typeof(ConversationCreated)], KindsOf(taken, deleted));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1, 2)]
    public async Task A_removal_that_races_with_sends_lets_nothing_through_to_a_watch_of_all()
    {
        await using var watch = await Taken.FromAsync(Session);
        for (var round = 0; round < RaceRounds; round++)
        {
            var id = await CreateAsync();
            var sending = Task.Run(async () =>
            {
                for (var i = 0; i < 4; i++)
                    await Conversations.SendAsync(id, Alice, "before or after");
            });
            await Conversations.RemoveParticipantAsync(id, Bob);
            await sending;
            await SendAsync(id, Alice, "after");
            await watch.UntilAsync(events => events.OfType<WatchedChange>().Any(one => one.ConversationId == id && one.Change is ParticipantRemoved));

            var taken = watch.Changes.Where(one => one.ConversationId == id).ToList();
            Assert.IsType<ParticipantRemoved>(taken[^1].Change);
            Assert.Equal(taken.Select(one => one.Change.Version).Order().Distinct(), taken.Select(one => one.Change.Version));
            Assert.DoesNotContain(taken, one => one.Message?.Text == "after");
        }

        Assert.DoesNotContain(watch.Changes, one => one.Message?.Text == "after");
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 2)]
    public async Task A_watch_of_all_that_begins_during_a_burst_gives_every_change_after_it_has_caught_up_once()
    {
        var id = await CreateAsync();
        for (var round = 0; round < RaceRounds; round++)
        {
            var begin = (await GetAsync(id)).Version;
            var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
            {
                for (var i = 0; i < 3; i++)
                    await Conversations.SendAsync(id, sender % 2 == 0 ? Alice : Bob, "burst");
            })));
            await using var watch = await Taken.FromAsync(Session);
            var known = (await GetAsync(id)).Version;
            await sending;
            await watch.UntilAsync(events => known == begin + 12 || events.OfType<WatchedChange>().Any(one => one.Change.Version == begin + 12));

            var versions = watch.Changes.Select(one => one.Change.Version).ToList();
            Assert.Equal(versions.Order().Distinct(), versions);
            Assert.Equal(Enumerable.Range(1, (int)(begin + 12 - known)).Select(number => known + number), versions.Where(version => version > known));
        }
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    public async Task Changes_that_no_signal_told_of_are_found()
    {
        var (id, removed, deleted) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        await PassAsync(_long);
        await using var watch = await Taken.FromAsync(Session);

        // Another service provider has signals of its own, as another host has.
        var other = Build().GetRequiredService<IConversations>();
        await other.SendAsync(id, Alice, "from another host");
        await other.SendAsync(id, Alice, "and one more");
        await other.RemoveParticipantAsync(removed, Bob);
        await other.DeleteAsync(deleted);
        var found = await watch.UntilAsync(
            events => events.Any(one => one is WatchedChange { Message.Text: "and one more" } or Resync { Version: 3 })
                && new[] { removed, deleted }.All(ended => events.Any(one => EndOf(one) == ended)),
            () => Clock.Advance(TimeSpan.FromSeconds(1)));

        // If the clock of the test outruns the library, the conversation is to be read again instead.
        if (!found.Any(one => one is Resync))
            Assert.Equal([2L, 3L], VersionsOf([.. found.OfType<WatchedChange>()], id));

        static ConversationId? EndOf(WatchEvent one) => one switch
        {
            Gone gone => gone.ConversationId,
            WatchedChange { Change: ParticipantRemoved or ConversationDeleted } change => change.ConversationId,
            _ => null,
        };
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    public async Task A_change_of_a_host_that_was_killed_before_it_told_anybody_is_found_without_a_further_change()
    {
        var id = await CreateAsync();
        await PassAsync(_long);
        await using var watch = await Taken.FromAsync(Session);
        await using var room = Taken.Begin(Session, id, 1);

        // The store has no signals.
        var change = new ConversationUpdated { ConversationId = id, At = Clock.GetUtcNow(), Participants = [Alice] };
        var outcome = Assert.Single(await Store.CommitAsync(
        [
            new() { Change = change, Participants = [new(Alice, ParticipantAccess.Read, NotifySetting.All, Joins: false)] },
        ]));

        Assert.IsType<CommitOutcome.Stored>(outcome);
        await Task.WhenAll(room.ChangesAsync(1, Pass), watch.UntilAsync(
            events => events.Any(one => one is WatchedChange { Change.Version: 2 } || (one is Resync resync && resync.Version == 2)), Pass));

        void Pass() => Clock.Advance(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task A_user_who_is_erased_gets_nothing_more()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        await using var watch = await Taken.FromAsync(Session);
        await using var witness = await Taken.FromAsync(Conversations.As(Alice));

        await SendAsync(id, Alice, "before");
        await watch.ChangesAsync(1);
        await Conversations.EraseUserAsync(Bob);
        await SendAsync(id, Alice, "not for Bob");
        await SendAsync(other, Alice, "not for Bob");
        await witness.UntilAsync(events => events.OfType<WatchedChange>().Count(one => one.Message?.Text == "not for Bob") == 2);

        Assert.DoesNotContain(watch.Changes, one => one.Message?.Text == "not for Bob");
    }

    /// <summary>Returns what a watch was told before it had caught up, in order.</summary>
    private static string[] ToldTo(Taken taken) => Sorted([.. taken.Events.TakeWhile(one => one is not CaughtUp).Select(one => one switch
    {
        Resync resync => $"{resync.ConversationId} {resync.Version}",
        Gone gone => $"{gone.ConversationId} gone",
        _ => one.GetType().Name,
    })]);

    private static string[] Sorted(params string[] texts) => [.. texts.Order(StringComparer.Ordinal)];

    private static IEnumerable<long> VersionsOf(IReadOnlyList<WatchedChange> taken, ConversationId id) =>
        taken.Where(one => one.ConversationId == id).Select(one => one.Change.Version);

    private static IEnumerable<Type> KindsOf(IReadOnlyList<WatchedChange> taken, ConversationId id) =>
        taken.Where(one => one.ConversationId == id).Select(one => one.Change.GetType());
}
