using System.Reflection;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Watching;

/// <summary>Watches of all conversations of a user while calls of the store wait and fail, and watches begin and end.</summary>
public sealed partial class UserWatchTests : IAsyncDisposable
{
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");
    private static readonly ConversationId _room = new("room");

    private readonly FakeTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryConversationStore _shared;
    private readonly List<ServiceProvider> _providers = [];

    public UserWatchTests() => _shared = new(_time);

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    public async Task Change_takes_three_calls_for_all_users_who_watch(int users)
    {
        var (host, other) = (Host(), Host());
        await other.Conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        var watching = new List<Collected>();
        for (var i = 0; i < users; i++)
        {
            await other.Conversations.SetParticipantAsync(_room, new($"user-{i}"));
            watching.Add(new(host.Conversations.As(new($"user-{i}")).WatchAsync()));
        }

        await Task.WhenAll(watching.Select(one => one.UntilAsync("CaughtUp")));
        await SendAsync(host, _room);
        await Task.WhenAll(watching.Select(one => one.UntilAsync("MessageSent")));
        host.Store.Calls.Clear();

        var (message, _) = await host.Conversations.As(_alice).SendAsync(_room, "counted");
        await Task.WhenAll(watching.Select(one => one.UntilAsync($"MessageSent@{users + 3}")));

        message!.Text.Should().Be("counted");
        host.Store.Calls.Should().Equal(
            nameof(IConversationStore.CommitAsync), nameof(IWatchStore.FindMembersAsync), nameof(IDeliveryStore.ReadContentAsync), nameof(IWatchStore.ReadViewersAsync));
    }

    [Fact]
    public async Task Resuming_takes_two_calls_for_a_user_with_many_conversations()
    {
        var host = Host();
        for (var i = 0; i < 2_500; i++)
            await CreateAsync(host, new($"room-{i}"));

        await PassAsync(300);
        var first = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        await first.MoveNextAsync();
        var token = first.Current.Resume;
        await first.DisposeAsync();
        await PassAsync(300);
        for (var i = 0; i < 10; i++)
            await SendAsync(host, new($"room-{i}"));

        host.Store.Calls.Clear();
        var bob = new Collected(host.Conversations.As(_bob).WatchAsync(token));
        await bob.UntilAsync("CaughtUp");

        bob.Text.Split("Resync").Should().HaveCount(11);
        foreach (var call in (string[])[nameof(IWatchStore.ReadTimeAsync), nameof(IWatchStore.ListChangedAsync)])
            host.Store.Calls.Count(one => one == call).Should().BeInRange(1, 2, "the look of the host, which may come meanwhile, makes the call once, too");
    }

    [Fact]
    public async Task Watch_whose_events_are_not_taken_ends_with_a_token_with_which_nothing_is_lost()
    {
        var host = Host();
        await CreateAsync(host, _room);
        await PassAsync(300);
        var watch = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        while (await watch.MoveNextAsync() && watch.Current is not CaughtUp)
        {
        }

        // What the other user has of the last message, this one was given of the message before it.
        var alice = new Collected(host.Conversations.As(_alice).WatchAsync());
        await alice.UntilAsync("CaughtUp");
        for (var i = 0; i <= UserWatcher.Capacity; i++)
            await SendAsync(host, _room);

        await alice.UntilAsync($"MessageSent@{UserWatcher.Capacity + 2}");
        await SendAsync(host, _room);
        await alice.UntilAsync($"MessageSent@{UserWatcher.Capacity + 3}");
        var taken = 0;
        var taking = async () =>
        {
            while (await watch.MoveNextAsync())
                taken += watch.Current is WatchedChange ? 1 : 0;
        };
        var error = (await taking.Should().ThrowAsync<SlowWatcherException>()).Which;
        var resumed = new Collected(host.Conversations.As(_bob).WatchAsync(error.Resume));

        await resumed.UntilAsync("CaughtUp");
        taken.Should().Be(UserWatcher.Capacity);
        resumed.Text.Should().Contain($"room:Resync@{UserWatcher.Capacity + 3}");
        await watch.DisposeAsync();
    }

    [Fact]
    public async Task What_is_stored_after_the_client_has_read_everything_comes_as_a_change()
    {
        var (host, other) = (Host(), Host());
        await CreateAsync(host, _room);
        var watch = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        await watch.MoveNextAsync();
        var read = (await host.Conversations.As(_bob).FindAsync(_room))!.Version;

        await SendAsync(other, _room);
        var bob = new Collected(watch);

        await PassUntilAsync(() => bob.Text.Contains($"room:MessageSent@{read + 1}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task User_who_begins_while_the_members_of_a_conversation_are_found_gets_its_next_changes()
    {
        var host = Host();
        await CreateAsync(host, _room);
        var alice = new Collected(host.Conversations.As(_alice).WatchAsync());
        await alice.UntilAsync("CaughtUp");
        var gate = Gate(host, nameof(IWatchStore.FindMembersAsync));
        await SendAsync(host, _room);
        await gate.IsReached;

        var bob = new Collected(host.Conversations.As(_bob).WatchAsync());
        await Task.Delay(20);
        await SendAsync(host, _room);
        gate.Open();

        await alice.UntilAsync("room:MessageSent@3");
        await bob.UntilAsync("CaughtUp");
        await SendAsync(host, _room);
        await bob.UntilAsync("room:MessageSent@4");
        bob.Text.Should().NotContain("MessageSent@2");
    }

    [Fact]
    public async Task Burst_during_which_the_last_user_leaves_does_not_keep_tokens_from_advancing()
    {
        var host = Host();
        await CreateAsync(host, _room);
        await PassAsync(200);
        var first = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        while (await first.MoveNextAsync() && first.Current is not CaughtUp)
        {
        }

        var token = first.Current.Resume;
        var gate = Gate(host, nameof(IWatchStore.ReadContentAsync));
        for (var i = 0; i < 150; i++)
            await SendAsync(host, _room);

        await gate.IsReached;
        await first.DisposeAsync();
        gate.Open();
        var bob = new Collected(host.Conversations.As(_bob).WatchAsync(token));

        // A quiet watch gets a new token every five minutes.
        await PassUntilAsync(() => bob.Text.EndsWith("CaughtUp CaughtUp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_without_watches_is_woken_by_nobody_and_does_not_say_that_it_watches()
    {
        var host = Host(isWoken: true);
        await CreateAsync(host, _room);
        var watch = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        await watch.MoveNextAsync();
        await PassUntilAsync(() => host.Store.Woken is not null && host.Store.Said > 0);

        await watch.DisposeAsync();
        await PassUntilAsync(() => host.Store.Woken is null);
        var said = host.Store.Said;
        await PassAsync(100);

        host.Store.Said.Should().Be(said);
        await using var again = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        await again.MoveNextAsync();
        await PassUntilAsync(() => host.Store.Woken is not null && host.Store.Said > said);
    }

    [Fact]
    public async Task End_of_the_watch_of_a_conversation_does_not_double_a_change_for_the_user()
    {
        var host = Host();
        await CreateAsync(host, _room);
        await PassAsync(200);
        var bob = new Collected(host.Conversations.As(_bob).WatchAsync());
        await bob.UntilAsync("CaughtUp");
        var chat = host.Conversations.As(_bob).WatchAsync(_room, 0).GetAsyncEnumerator();
        await chat.MoveNextAsync();
        await PassAsync(400);
        var gate = Gate(host, nameof(IWatchStore.FindMembersAsync));
        await SendAsync(host, _room);
        await gate.IsReached;

        await chat.DisposeAsync();
        gate.Open();
        await bob.UntilAsync("MessageSent@2");
        await PassAsync(60);

        bob.Text.Split("MessageSent@2").Should().HaveCount(2);
    }

    [Fact]
    public async Task Watch_that_is_slow_to_begin_gets_what_was_stored_meanwhile()
    {
        var (host, other) = (Host(), Host());
        await CreateAsync(host, _room);
        string? token;
        await using (var first = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator())
        {
            await first.MoveNextAsync();
            token = first.Current.Resume;
        }

        await PassAsync(100);
        await SendAsync(other, _room);
        var watch = host.Conversations.As(_bob).WatchAsync(token).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        watch.Current.Should().BeOfType<Resync>();
        foreach (var _ in (int[])[3, 4])
        {
            await PassAsync(70);
            await SendAsync(other, _room);
        }

        await PassAsync(10);
        var bob = new Collected(watch);

        await PassUntilAsync(() => bob.Text.Contains("MessageSent@3", StringComparison.Ordinal) || bob.Text.Contains("Resync", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_that_cannot_be_read_for_some_minutes_come_when_they_can()
    {
        var host = Host();
        await CreateAsync(host, _room);
        var bob = new Collected(host.Conversations.As(_bob).WatchAsync());
        await bob.UntilAsync("CaughtUp");
        host.Store.Failure = new InvalidOperationException("unexpected");
        await SendAsync(host, _room);
        await PassAsync(240);
        bob.Text.Should().Be("Reload CaughtUp", "no token may say that it has the change");

        host.Store.Failure = null;

        await PassUntilAsync(() => bob.Text.Contains("MessageSent@2", StringComparison.Ordinal) || bob.Text.Contains("Resync@2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_of_the_past_does_not_end_the_typing_of_a_sender()
    {
        var host = Host();
        await CreateAsync(host, _room);
        await SendAsync(host, _room);
        var live = new Collected(host.Conversations.As(_bob).WatchAsync(_room, 1));
        await live.UntilAsync("MessageSent@2");
        await host.Conversations.As(_alice).SetTypingAsync(_room);
        await live.UntilAsync("Typing:1");

        var past = new Collected(host.Conversations.WatchAsync(_room, 0));
        await past.UntilAsync("MessageSent@2");
        await PassAsync(2);

        live.Text.Should().NotContain("Typing:0");
    }

    [Fact]
    public async Task Conversations_of_others_leave_nothing_behind()
    {
        var host = Host();
        await CreateAsync(host, _room);
        var bob = new Collected(host.Conversations.As(_bob).WatchAsync());
        await bob.UntilAsync("CaughtUp");
        var signals = _providers[0].GetRequiredService<StoreSignals>();
        for (var i = 0; i < 10_000; i++)
            signals.Tell(new($"conversation-{i}"));

        await SendAsync(host, _room);
        await bob.UntilAsync("MessageSent@2");

        var watched = typeof(WatchHub).GetField("_watched", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(_providers[0].GetRequiredService<WatchHub>());
        ((System.Collections.ICollection)watched!).Count.Should().Be(1);
    }

    [Theory]
    [InlineData(-62_135_596_800_000)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Token_with_an_impossible_time_is_refused(long time)
    {
        var token = new Cursor(time).ToText(CursorScope.Of("watch", _bob.Value));

        FluentActions.Invoking(() => Host().Conversations.As(_bob).WatchAsync(token)).Should().Throw<ArgumentException>().WithParameterName("resume");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
    }

    private (IConversations Conversations, GatedStore Store) Host(bool isWoken = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        object store = isWoken ? DispatchProxy.Create<IWokenStores, GatedStore>() : DispatchProxy.Create<IBothStores, GatedStore>();
        ((GatedStore)store).Inner = _shared;
        services.AddConversations().UseStore($"Use{_providers.Count}", _ => (IConversationStore)store);
        _providers.Add(services.BuildServiceProvider());
        return (_providers[^1].GetRequiredService<IConversations>(), (GatedStore)store);
    }

    /// <summary>Lets the calls of a name wait, from the first one on until the gate is opened.</summary>
    private static (Task IsReached, Action Open) Gate((IConversations, GatedStore Store) host, string call)
    {
        var (isReached, isOpen) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Store.Before = name =>
        {
            if (name != call)
                return Task.CompletedTask;

            isReached.TrySetResult();
            return isOpen.Task;
        };
        return (isReached.Task, isOpen.SetResult);
    }

    private static Task<ConversationResult> CreateAsync((IConversations Conversations, GatedStore) host, ConversationId id) =>
        host.Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)] });

    private static Task<SendResult> SendAsync((IConversations Conversations, GatedStore) host, ConversationId id) => host.Conversations.As(_alice).SendAsync(id, "text");

    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2);
        }
    }

    private async Task PassUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 10_000 && !condition(); i++)
            await PassAsync(1);

        condition().Should().BeTrue();
    }
}
