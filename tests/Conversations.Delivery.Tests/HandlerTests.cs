using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations.Delivery;

public abstract partial class HandlerTests
{
    /// <summary>Chooses the store.</summary>
    protected abstract void Use(IConversationsBuilder builder);

    [Fact]
    public async Task Every_change_is_delivered_once_and_in_order()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);

        var ids = new List<ConversationId>();
        for (var i = 0; i < 5; i++)
            ids.Add(await app.CreateAsync(messages: 250));

        await app.CatchUpAsync();

        foreach (var id in ids)
            recorder.VersionsOf(id).Should().Equal(Enumerable.Range(1, 251).Select(version => (long)version));
    }

    [Fact]
    public async Task Change_comes_with_the_conversation_the_message_and_the_users()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);
        await app.Conversations.SetUserAsync(new("alice"), new() { Name = "Alice" });

        var id = await app.CreateAsync(messages: 1);
        await app.CatchUpAsync();

        var sent = recorder.Handled.Single(one => one.Change is MessageSent);
        sent.Message!.Text.Should().Be("Message 0");
        sent.Conversation!.Id.Should().Be(id);
        sent.Users[new("alice")].Name.Should().Be("Alice");
        sent.Attempt.Should().Be(1);
    }

    [Fact]
    public async Task Failed_change_is_tried_again_before_later_ones()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context is { Attempt: < 3, Change: MessageSent { Sequence: 2 } } ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>("all", options => options.RetrySchedule = new(TimeSpan.FromMilliseconds(5))), recorder);

        var id = await app.CreateAsync(messages: 4);
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(1, 2, 3, 4, 5);
        recorder.Calls.Where(one => one.Change.Version == 3).Select(one => one.Attempt).Should().Equal(1, 2, 3);
        recorder.Calls.Where(one => one.Change.Version == 3).Select(one => one.DeliveryId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Conversation_is_parked_after_the_last_attempt_and_goes_on_after_a_skip()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change is MessageSent { Sequence: 2 } ? throw new ParkDeliveryException("No.") : Task.CompletedTask;
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);

        var id = await app.CreateAsync(messages: 4);
        await app.CatchUpAsync();

        var parked = (await app.Handlers.ListFailedAsync("all")).Should().ContainSingle().Subject;
        (parked.ConversationId, parked.Version, parked.IsParked).Should().Be((id, 3, true));
        recorder.VersionsOf(id).Should().Equal(1, 2);

        (await app.Handlers.SkipAsync("all", id, 3)).Should().BeTrue();
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(1, 2, 4, 5);
        (await app.Handlers.ListFailedAsync("all")).Should().BeEmpty();
    }

    [Fact]
    public async Task Paused_handler_gets_its_changes_after_it_is_resumed()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);
        var before = await app.CreateAsync(messages: 1);
        await app.CatchUpAsync();

        await app.Handlers.PauseAsync("all");
        await app.SendAsync(before, 3);
        await Task.Delay(300);
        recorder.VersionsOf(before).Should().Equal(1, 2);
        (await app.Handlers.ListAsync()).Single().LagInChanges.Should().Be(3);

        await app.Handlers.ResumeAsync("all");
        await app.CatchUpAsync();

        recorder.VersionsOf(before).Should().Equal(1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task Replay_delivers_everything_again_with_the_same_ids()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);
        var id = await app.CreateAsync(messages: 2);
        await app.CatchUpAsync();

        await app.Handlers.ReplayAsync("all", ChangeStart.Beginning);
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(1, 2, 3, 1, 2, 3);
        recorder.Handled.Select(one => one.DeliveryId).Distinct().Should().HaveCount(3);
    }

    [Fact]
    public async Task Changes_that_were_removed_from_the_log_are_counted_and_the_handler_goes_on()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);
        var ids = new[] { await app.CreateAsync(messages: 1), await app.CreateAsync(messages: 1) };
        await app.CatchUpAsync();
        await app.Handlers.PauseAsync("all");
        foreach (var id in ids)
            await app.SendAsync(id, 3);

        // The changes must be older than the moment of the pruning, by the milliseconds that a store keeps.
        await Task.Delay(20);
        while (await app.Deliveries.PruneAsync(new(null, 100, TimeSpan.Zero, TimeSpan.Zero)) is not null)
        {
        }

        await app.Handlers.ResumeAsync("all");
        await app.CatchUpAsync();

        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].Lost?.Count >= 6);
        var lost = (await app.Handlers.ListAsync())[0].Lost!;
        lost.Count.Should().Be(6);
        new[] { lost.First, lost.Last }.Should().BeEquivalentTo(ids);
        await app.SendAsync(ids[0], 1);
        await app.CatchUpAsync();
        recorder.VersionsOf(ids[0]).Should().Equal(1, 2, 6);
        recorder.VersionsOf(ids[1]).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Health_check_fails_when_a_handler_is_behind_or_the_delivery_does_not_run()
    {
        var (recorder, isDown) = (new Recorder(), true);
        recorder.On = (_, _) => Volatile.Read(ref isDown) ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        var app = Start(
            builder =>
            {
                builder.AddChangeHandler<RecordingHandler>("all", options => options.RetrySchedule = new(TimeSpan.FromMilliseconds(20)));
                builder.Services.AddLogging().AddHealthChecks()
                    .AddConversationsDelivery(TimeSpan.FromMilliseconds(1), name: "strict").AddConversationsDelivery(name: "lenient");
            },
            recorder);
        await app.CreateAsync(messages: 0);
        await UntilAsync(async () => (await app.CheckHealthAsync("strict")).Status == HealthStatus.Unhealthy);
        var strict = await app.CheckHealthAsync("strict");
        strict.Description.Should().StartWith("Handler 'all' is ").And.Contain(" s behind");
        strict.Data["all"].Should().BeOfType<double>().Which.Should().BePositive();
        (await app.CheckHealthAsync("lenient")).Status.Should().Be(HealthStatus.Healthy);

        Volatile.Write(ref isDown, false);
        await app.CatchUpAsync();
        (await app.CheckHealthAsync("strict")).Status.Should().Be(HealthStatus.Healthy);

        await app.StopAsync();
        (await app.CheckHealthAsync("lenient")).Description.Should().StartWith("Changes are not delivered on this host");
        await app.DisposeAsync();
    }

    private App Start(Action<IConversationsBuilder> configure, Recorder recorder, Action<DeliveryOptions>? with = null) => App.Start(
        builder =>
        {
            Use(builder);
            configure(builder);
        },
        recorder,
        with);

    [Fact]
    public async Task Outage_of_the_destination_parks_nothing_and_loses_no_order()
    {
        var (recorder, isDown) = (new Recorder(), true);
        recorder.On = (_, _) => Volatile.Read(ref isDown) ? throw new DestinationDownException("Away.") : Task.CompletedTask;
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>(
                "all", options => (options.RetrySchedule, options.ParkAfter) = (new(TimeSpan.FromMilliseconds(20)), 1)),
            recorder);
        var ids = new[] { await app.CreateAsync(3), await app.CreateAsync(3), await app.CreateAsync(3) };
        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].CircuitOpenSince is not null);
        await UntilAsync(() => Task.FromResult(recorder.Calls.Count > 5));

        Volatile.Write(ref isDown, false);
        await app.CatchUpAsync();

        (await app.Handlers.ListFailedAsync("all")).Should().BeEmpty();
        ids.Should().AllSatisfy(id => recorder.VersionsOf(id).Should().Equal(1, 2, 3, 4));
    }

    [Fact]
    public async Task Handler_that_ignores_its_token_is_hung_and_delays_no_other_conversation()
    {
        var recorder = new Recorder();
        var end = new TaskCompletionSource();
        ConversationId? stuck = null;
        recorder.On = (context, _) => context.Change.ConversationId == stuck ? end.Task : Task.CompletedTask;
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>(
                "all", options => (options.Timeout, options.MaxConcurrency) = (TimeSpan.FromMilliseconds(20), 1)),
            recorder);
        stuck = await app.CreateAsync(0);
        await UntilAsync(() => Task.FromResult(recorder.VersionsOf(stuck.Value).Length == 1 || recorder.Calls.Any(one => one.Change.ConversationId == stuck)));
        await app.SendAsync(stuck.Value, 1);
        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].HungHere == 1);

        var other = await app.CreateAsync(2);
        await UntilAsync(() => Task.FromResult(recorder.VersionsOf(other).Length == 3));

        end.SetResult();
        await app.CatchUpAsync();
        recorder.VersionsOf(stuck.Value)[^1].Should().Be(2);
    }

    [Fact]
    public async Task Handler_gets_only_the_kinds_that_it_asks_for()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("sent", options => options.Handles<MessageSent>()), recorder);

        await app.CreateAsync(messages: 2);
        await app.CatchUpAsync();

        recorder.Calls.Should().HaveCount(2).And.AllSatisfy(one => one.Change.Should().BeOfType<MessageSent>());
    }

    [Fact]
    public async Task New_name_gets_nothing_of_the_past_and_from_the_beginning_everything()
    {
        var recorder = new Recorder();
        var store = new Conversations.Storage.InMemory.InMemoryConversationStore();
        ConversationId id;
        await using (var before = App.Start(builder => builder.UseStore("UseOne", _ => store), recorder))
            id = await before.CreateAsync(messages: 2);

        await using var app = App.Start(
            builder => builder.UseStore("UseOne", _ => store)
                .AddChangeHandler<RecordingHandler>("now")
                .AddChangeHandler<OtherHandler>("beginning", options => options.StartFrom = ChangeStart.Beginning),
            recorder);
        await app.CatchUpAsync();
        await app.SendAsync(id, 1);
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(4);
        recorder.Others.Where(one => one.Change.ConversationId == id).Select(one => one.Change.Version).Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public void Type_that_is_no_handler_and_name_in_use_are_refused()
    {
        var builder = new ServiceCollection().AddConversations();
        builder.AddChangeHandler<RecordingHandler>("all");

        builder.Invoking(one => one.AddChangeHandler<Recorder>("other")).Should().Throw<ArgumentException>().WithMessage("*IChangeHandler*");
        builder.Invoking(one => one.AddChangeHandler<OtherHandler>("all")).Should().Throw<ArgumentException>().WithMessage("*'all'*");
        builder.Invoking(one => one.AddChangeHandler<OtherHandler>("x", options => options.MaxConcurrency = 0)).Should().Throw<ArgumentException>();
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 6_000; i++)
        {
            if (await condition())
                return;

            await Task.Delay(10);
        }

        throw new TimeoutException("The condition did not become true.");
    }
}
