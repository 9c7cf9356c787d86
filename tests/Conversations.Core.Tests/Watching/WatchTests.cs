using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Watching;

/// <summary>Watches that are many, slow, cancelled or disposed, and stores that fail.</summary>
public sealed class WatchTests : IAsyncDisposable
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

    public interface IBothStores : IConversationStore, IWatchStore;

    private IConversations Conversations => _services.GetRequiredService<IConversations>();

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task Change_is_read_once_for_all_watches_of_the_host(int watches)
    {
        await CreateAsync(_room);
        var taking = Enumerable.Range(0, watches).Select(_ => TakeAsync(Conversations.WatchAsync(_room, 0), 2)).ToList();
        await UntilAsync(() => Task.FromResult(!taking.Exists(one => one.IsCompleted) && _store.Watchers == watches));
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
            taking.Add(TakeAsync(Conversations.WatchAsync(new($"room-{i}"), 1), 1));
        }

        await UntilAsync(() => Task.FromResult(_store.Watchers == 2_500));
        await SettleAsync();
        var (versions, reads) = (_store.Versions, _store.Reads);

        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => Task.FromResult(_store.Versions == versions + 3));
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
    public async Task Watch_whose_events_are_not_taken_is_ended_and_can_be_resumed_where_it_ended()
    {
        await CreateAsync(_room);
        await using var slow = Conversations.WatchAsync(_room, 0).GetAsyncEnumerator();
        (await slow.MoveNextAsync()).Should().BeTrue();
        var seen = new ConcurrentQueue<long>();
        var other = TakeAsync(Conversations.WatchAsync(_room, 1), 1_000, seen);
        await SettleAsync();
        for (var i = 0; i < 1_000; i += 50)
        {
            await SendAsync(_room, 50);
            await UntilAsync(() => Task.FromResult(seen.Count == i + 50));
        }

        var last = 1L;
        var error = (await FluentActions.Awaiting(async () =>
        {
            while (await slow.MoveNextAsync())
                last = VersionOf(slow.Current);
        }).Should().ThrowAsync<SlowWatcherException>()).Which;

        (error.ConversationId, error.After).Should().Be((_room, last));
        last.Should().Be(1 + Watcher.Capacity);
        (await TakeAsync(Conversations.WatchAsync(_room, last), 3)).Should().Equal(last + 1, last + 2, last + 3);
        (await other).Should().HaveCount(1_000).And.BeInAscendingOrder();
    }

    [Fact]
    public async Task Watches_go_on_when_the_database_is_back()
    {
        await CreateAsync(_room);
        var taking = TakeAsync(Conversations.WatchAsync(_room, 0), 3);
        await SettleAsync();
        _store.Failure = new StorageException("The database is away.");
        await SendAsync(_room, 1);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        taking.IsCompleted.Should().BeFalse();
        _store.Failure = null;
        await SendAsync(_room, 1);
        await AdvanceUntilAsync(taking);

        (await taking).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Store_that_throws_what_it_must_not_ends_the_watches_of_that_conversation_only()
    {
        var other = new ConversationId("other");
        await CreateAsync(_room);
        await CreateAsync(other);
        var (taking, good) = (TakeAsync(Conversations.WatchAsync(_room, 0), 2), TakeAsync(Conversations.WatchAsync(other, 0), 2));
        await SettleAsync();
        _store.Failure = new InvalidCastException("A fault.");
        await SendAsync(_room, 1);

        await FluentActions.Awaiting(() => taking).Should().ThrowAsync<InvalidCastException>();
        _store.Failure = null;
        await SendAsync(other, 1);
        (await good).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Nothing_runs_and_nothing_is_kept_when_nothing_is_watched()
    {
        await CreateAsync(_room);
        for (var i = 0; i < 300; i++)
            await TakeAsync(Conversations.WatchAsync(_room, 0), 1);

        await SettleAsync();
        var reads = _store.Reads + _store.Versions;
        _store.Watchers.Should().Be(0);

        await SendAsync(_room, 5);
        _time.Advance(TimeSpan.FromMinutes(10));
        await SettleAsync();

        (_store.Reads + _store.Versions - reads).Should().BeLessThanOrEqualTo(0);
        (await TakeAsync(Conversations.WatchAsync(_room, 1), 5)).Should().HaveCount(5, "a later watch works as the first one did");
    }

    [Fact]
    public async Task Cancelled_watch_ends_at_once_and_leaves_nothing()
    {
        await CreateAsync(_room);
        using var cancel = new CancellationTokenSource();
        var taking = TakeAsync(Conversations.WatchAsync(_room, 0, cancel.Token), 2);
        await SettleAsync();

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => taking).Should().ThrowAsync<OperationCanceledException>();
        _store.Watchers.Should().Be(0);
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
        await SettleAsync();

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

    private async Task<IReadOnlyList<long>> TakeAsync(IAsyncEnumerable<WatchEvent> watch, int count, ConcurrentQueue<long>? seen = null)
    {
        var taken = new List<long>();
        _store.AddWatcher(1);
        try
        {
            await foreach (var one in watch)
            {
                taken.Add(VersionOf(one));
                seen?.Enqueue(taken[^1]);
                if (taken.Count == count)
                    break;
            }
        }
        finally
        {
            _store.AddWatcher(-1);
        }

        return taken;
    }

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

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 6_000 && !await condition(); i++)
            await Task.Delay(10);

        (await condition()).Should().BeTrue();
    }

    private Task<ConversationResult> CreateAsync(ConversationId id) => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice)] });

    private async Task SendAsync(ConversationId id, int count)
    {
        for (var i = 0; i < count; i++)
            await Conversations.SendAsync(id, _alice, "Hello");
    }

    /// <summary>Passes calls on to a store in memory, counts what the watches ask for, and fails if it is told to.</summary>
    public class CountingStore : DispatchProxy
    {
        private readonly InMemoryConversationStore _inner = new();
        private int _reads;
        private int _versions;
        private int _watchers;

        internal Exception? Failure { get; set; }

        internal int Reads => Volatile.Read(ref _reads);

        internal int Versions => Volatile.Read(ref _versions);

        internal int Watchers => Volatile.Read(ref _watchers);

        internal List<Activity> Activities { get; } = [];

        internal void AddWatcher(int count) => Interlocked.Add(ref _watchers, count);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            ArgumentNullException.ThrowIfNull(targetMethod);
            if (targetMethod.Name == nameof(IWatchStore.ReadContentAsync))
            {
                Interlocked.Increment(ref _reads);
                if (Activity.Current is { } activity)
                    Activities.Add(activity);

                if (Failure is { } failure)
                    return Task.FromException<IReadOnlyList<DeliveryContent>>(failure);
            }
            else if (targetMethod.Name == nameof(IWatchStore.ReadVersionsAsync))
            {
                Interlocked.Increment(ref _versions);
                if (Failure is { } failure)
                    return Task.FromException<IReadOnlyDictionary<ConversationId, long>>(failure);
            }

            return targetMethod.Invoke(_inner, args);
        }
    }
}
