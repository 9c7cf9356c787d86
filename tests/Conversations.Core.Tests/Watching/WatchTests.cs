using System.Diagnostics;
using System.Reflection;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Watching;

/// <summary>Watches that are many, slow, cancelled or disposed, and stores that fail.</summary>
public sealed partial class WatchTests : IAsyncDisposable
{
    private static readonly UserId _alice = new("alice");
    private static readonly ConversationId _room = new("room");

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services;
    private readonly CountingStore _store;

    public WatchTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        var store = DispatchProxy.Create<IBothStores, CountingStore>();
        _store = (CountingStore)store;
        services.AddConversations().UseStore("UseCounting", _ => (IConversationStore)store);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Gets the number of watches that the library has.</summary>
    private int Watches => _services.GetRequiredService<WatchHub>().Count;

    private IConversations Conversations => _services.GetRequiredService<IConversations>();

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task Change_is_read_once_for_all_watches_of_the_host(int watches)
    {
        await CreateAsync(_room);
        var taking = Enumerable.Range(0, watches).Select(_ => TakeAsync(Conversations.WatchAsync(_room, 0), 2)).ToList();
        await UntilAsync(() => Watches == watches && _store.Taken == watches);
        await SettleAsync();
        var before = _store.Reads;

        await SendAsync(_room, 1);
        var taken = await Task.WhenAll(taking);

        (_store.Reads - before).Should().Be(1);
        taken.Should().OnlyContain(one => one.SequenceEqual(Enumerable.Range(1, 2).Select(version => (long)version)));
    }

    [Fact]
    public async Task Look_at_the_versions_takes_a_statement_for_a_thousand_conversations()
    {
        var taking = new List<Task>();
        for (var i = 0; i < 2_500; i++)
        {
            await CreateAsync(new($"room-{i}"));
            taking.Add(TakeAsync(Conversations.WatchAsync(new($"room-{i}"), 0), 2));
        }

        await UntilAsync(() => Watches == 2_500 && _store.Taken == 2_500);
        await SettleAsync();
        var (versions, reads) = (_store.Versions, _store.Reads);

        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => _store.Versions == versions + 3);
        await SettleAsync();

        (_store.Versions, _store.Reads).Should().Be((versions + 3, reads), "nothing has changed");
        taking.Should().OnlyContain(one => !one.IsCompleted);
    }

    [Fact]
    public async Task Watch_that_catches_up_waits_for_its_reader_and_loses_nothing()
    {
        await CreateAsync(_room);
        await SendAsync(_room, 3_000);
        var versions = new List<long>();
        await foreach (var one in Conversations.WatchAsync(_room, 0))
        {
            versions.Add(VersionOf(one));
            if (versions.Count % 100 == 1)
                await Task.Delay(1);

            if (versions.Count == 3_001)
                break;
        }

        versions.Should().Equal(Enumerable.Range(1, 3_001).Select(version => (long)version));
    }

    [Fact]
    public async Task Watch_that_falls_behind_keeps_its_memory_bounded_and_gets_everything_from_the_log()
    {
        await CreateAsync(_room);
        await using var slow = Conversations.WatchAsync(_room, 0).GetAsyncEnumerator();
        (await slow.MoveNextAsync()).Should().BeTrue();
        await SendAsync(_room, 3_000);
        await SettleAsync();

        // Others are not delayed by it, and nothing is read for it meanwhile.
        (await TakeAsync(Conversations.WatchAsync(_room, 0), 3_001)).Should().HaveCount(3_001);
        await SettleAsync();
        var reads = _store.Reads;
        _time.Advance(TimeSpan.FromSeconds(50));
        await SettleAsync();
        _store.Reads.Should().Be(reads);

        var last = 1L;
        while (last < 3_001 && await slow.MoveNextAsync())
            VersionOf(slow.Current).Should().Be(++last);
    }

    [Fact]
    public async Task Watch_whose_events_nobody_takes_is_ended_after_a_minute_and_can_be_resumed_where_it_ended()
    {
        await CreateAsync(_room);
        await using var left = Conversations.WatchAsync(_room, 0).GetAsyncEnumerator();
        (await left.MoveNextAsync()).Should().BeTrue();
        await SendAsync(_room, 500);
        await SettleAsync();
        for (var i = 0; i < 61; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        await SettleAsync();
        var last = 1L;
        var error = (await FluentActions.Awaiting(async () =>
        {
            while (await left.MoveNextAsync())
                last = VersionOf(left.Current);
        }).Should().ThrowAsync<SlowWatcherException>()).Which;

        (error.ConversationId, error.After).Should().Be((_room, last));
        last.Should().BeInRange(Watcher.Capacity, 2 * Watcher.Capacity);
        (await TakeAsync(Conversations.WatchAsync(_room, last), 3)).Should().Equal(last + 1, last + 2, last + 3);
    }

    [Fact]
    public async Task Enumerating_a_watch_twice_begins_twice()
    {
        await CreateAsync(_room);
        await SendAsync(_room, 2);
        var watch = Conversations.WatchAsync(_room, 1);

        (await Task.WhenAll(TakeAsync(watch, 2), TakeAsync(watch, 2))).Should().AllSatisfy(one => one.Should().Equal(2, 3));
    }

    [Fact]
    public async Task Watch_after_the_deletion_waits_for_the_conversation_to_be_created_again()
    {
        await CreateAsync(_room);
        await Conversations.DeleteAsync(_room);
        var taking = TakeAsync(Conversations.WatchAsync(_room, 2), 1);
        await SettleAsync();
        await CreateAsync(_room);

        (await taking).Should().Equal(3);
    }

    [Fact]
    public async Task Version_that_the_conversation_does_not_have_is_refused_as_one_that_is_not_kept()
    {
        await CreateAsync(_room);

        await FluentActions.Awaiting(() => TakeAsync(Conversations.WatchAsync(_room, 7), 1)).Should().ThrowAsync<ChangesPrunedException>();
    }

    [Fact]
    public async Task Nothing_runs_and_nothing_is_kept_when_nothing_is_watched()
    {
        await CreateAsync(_room);
        for (var i = 0; i < 300; i++)
            await TakeAsync(Conversations.WatchAsync(_room, 0), 1);

        Watches.Should().Be(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => !Signalled());
        await SettleAsync();
        var calls = _store.Reads + _store.Versions;

        await SendAsync(_room, 5);
        _time.Advance(TimeSpan.FromMinutes(10));
        await SettleAsync();

        (_store.Reads + _store.Versions).Should().Be(calls);
        (await TakeAsync(Conversations.WatchAsync(_room, 1), 5)).Should().HaveCount(5, "a later watch works as the first one did");
    }

    [Fact]
    public async Task Cancelled_watch_ends_at_once_and_leaves_nothing()
    {
        await CreateAsync(_room);
        using var cancel = new CancellationTokenSource();
        var taking = TakeAsync(Conversations.WatchAsync(_room, 0, cancel.Token), 2);
        await UntilAsync(() => _store.Taken == 1);
        Watches.Should().Be(1);

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => taking).Should().ThrowAsync<OperationCanceledException>();
        Watches.Should().Be(0);
    }

    [Fact]
    public async Task Watch_that_is_cancelled_while_events_wait_gives_none_of_them()
    {
        await CreateAsync(_room);
        await SendAsync(_room, 10);
        using var cancel = new CancellationTokenSource();
        var taken = 0;
        var act = async () =>
        {
            await foreach (var one in Conversations.WatchAsync(_room, 0).WithCancellation(cancel.Token))
            {
                taken++;
                await cancel.CancelAsync();
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        taken.Should().Be(1);
    }

    [Fact]
    public async Task Disposed_provider_ends_all_watches()
    {
        await CreateAsync(_room);
        var (taking, conversations) = (TakeAsync(Conversations.WatchAsync(_room, 0), 2), Conversations);
        await UntilAsync(() => _store.Taken == 1);

        await _services.DisposeAsync();

        await FluentActions.Awaiting(() => taking).Should().ThrowAsync<ObjectDisposedException>();
        FluentActions.Invoking(() => conversations.WatchAsync(_room, 0)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Version_below_zero_is_refused_at_once() =>
        FluentActions.Invoking(() => Conversations.WatchAsync(_room, -1)).Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be("after");

    [Fact]
    public async Task Store_whose_conversations_cannot_be_watched_is_named_as_the_reason()
    {
        var services = new ServiceCollection();
        services.AddConversations().UseStore("UseBare", _ => DispatchProxy.Create<IConversationStore, CountingStore>());
        await using var provider = services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<IConversations>().WatchAsync(_room, 0))
            .Should().Throw<InvalidOperationException>().WithMessage("*IWatchStore*");
    }

    [Fact]
    public async Task Loop_belongs_to_no_caller()
    {
        using var activity = new Activity("first caller");
        activity.Start();
        await CreateAsync(_room);

        await TakeAsync(Conversations.WatchAsync(_room, 0), 1);

        _store.Activities.Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static long VersionOf(WatchEvent one) => ((WatchedChange)one).Change.Version;

    private async Task<IReadOnlyList<long>> TakeAsync(IAsyncEnumerable<WatchEvent> watch, int count)
    {
        var taken = new List<long>();
        await foreach (var one in watch)
        {
            _store.CountTaken();
            taken.Add(VersionOf(one));
            if (taken.Count == count)
                break;
        }

        return taken;
    }

    /// <summary>Tells whether the library wants to be told of changes.</summary>
    private bool Signalled() => typeof(StoreSignals).GetField(nameof(StoreSignals.Changed), BindingFlags.Instance | BindingFlags.NonPublic)!
        .GetValue(_services.GetRequiredService<StoreSignals>()) is not null;

    /// <summary>Waits until the loop has read all that there is.</summary>
    private async Task SettleAsync()
    {
        var reads = -1;
        for (var quiet = 0; quiet < 5; quiet++)
        {
            if (reads != _store.Reads + _store.Versions)
                (reads, quiet) = (_store.Reads + _store.Versions, 0);

            await Task.Delay(20);
        }
    }

    private async Task AdvanceUntilAsync(Task task)
    {
        for (var i = 0; i < 1_000 && !task.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 6_000 && !condition(); i++)
            await Task.Delay(10);

        condition().Should().BeTrue();
    }

    private Task<ConversationResult> CreateAsync(ConversationId id) => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice)] });

    private async Task SendAsync(ConversationId id, int count)
    {
        for (var i = 0; i < count; i++)
            await Conversations.SendAsync(id, _alice, "Hello");
    }
}
