using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery;

/// <content>What operators do while the delivery runs, and what slows it down.</content>
public abstract partial class HandlerTests
{
    [Fact]
    public async Task Replay_is_delivered_although_the_conversation_was_active_just_now()
    {
        var recorder = new Recorder();
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder, options => options.QuietFor = TimeSpan.FromMinutes(5));
        var id = await app.CreateAsync(messages: 2);
        await app.CatchUpAsync();

        await app.Handlers.ReplayAsync("all", ChangeStart.Beginning);
        await UntilAsync(() => recorder.VersionsOf(id).Length == 6);

        await app.CatchUpAsync();
        recorder.VersionsOf(id).Should().Equal(1, 2, 3, 1, 2, 3);
    }

    [Fact]
    public async Task Changes_are_delivered_although_it_takes_long_to_find_the_users()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddUserDirectory<SlowDirectory>().AddChangeHandler<RecordingHandler>("all"), recorder);

        var id = await app.CreateAsync(messages: 1);
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Circuit_closes_by_the_conversation_that_has_something_to_handle_however_many_have_not()
    {
        var (recorder, isDown) = (new Recorder(), true);
        recorder.On = (_, _) => Volatile.Read(ref isDown) ? throw new DestinationDownException("Away.") : Task.CompletedTask;
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>(
                "messages",
                options => options.Handles<MessageSent>().RetrySchedule = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))),
            recorder);
        var id = await app.CreateAsync(messages: 1);
        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].CircuitOpenSince is not null);
        for (var i = 0; i < 30; i++)
            await app.CreateAsync(messages: 0);

        Volatile.Write(ref isDown, false);
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(2);
        (await app.Handlers.ListAsync())[0].CircuitOpenSince.Should().BeNull();
    }

    [Fact]
    public async Task Circuit_closes_although_the_handler_of_the_first_try_does_not_return()
    {
        var (recorder, isDown, hung, goes) = (new Recorder(), true, 0, new TaskCompletionSource());
        recorder.On = async (_, _) =>
        {
            if (Volatile.Read(ref isDown))
                throw new DestinationDownException("Away.");
            if (Interlocked.Increment(ref hung) == 1)
                await goes.Task;
        };
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>(
                "all", options => (options.Timeout, options.RetrySchedule) = (TimeSpan.FromMilliseconds(50), new(TimeSpan.FromMilliseconds(200)))),
            recorder);
        await app.CreateAsync(messages: 0);
        await app.CreateAsync(messages: 0);
        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].CircuitOpenSince is not null);

        Volatile.Write(ref isDown, false);

        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].CircuitOpenSince is null);
        goes.SetResult();
        await app.CatchUpAsync();
    }

    [Fact]
    public async Task Name_that_was_removed_and_stored_again_is_controlled_like_a_new_one()
    {
        var recorder = new Recorder();
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);
        await app.CreateAsync(messages: 1);
        await app.CatchUpAsync();
        for (var i = 0; i < 3; i++)
        {
            await app.Handlers.PauseAsync("all");
            await app.Handlers.ResumeAsync("all");
        }

        // As if another host had stored the name again before this one noticed.
        while (await app.Deliveries.RemoveHandlerAsync("all"))
        {
        }

        await app.Deliveries.TryAddHandlerAsync("all", new HandlerState().ToJson(), walks: false);
        await app.Handlers.PauseAsync("all");
        var id = await app.CreateAsync(messages: 1);
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        recorder.VersionsOf(id).Should().BeEmpty();

        await app.Handlers.ResumeAsync("all");
        await app.CatchUpAsync();
        recorder.VersionsOf(id).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Retry_while_an_attempt_is_under_way_begins_no_second_one_beside_it()
    {
        var (recorder, inside, most, goes) = (new Recorder(), 0, 0, new TaskCompletionSource());
        recorder.On = async (context, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            if (context is { Attempt: 2 })
                await goes.Task;

            Interlocked.Decrement(ref inside);
            if (context.Attempt == 1)
                throw new InvalidOperationException("No.");
        };
        void Add(IConversationsBuilder builder) => builder.AddChangeHandler<RecordingHandler>(
            "all", options => (options.RetrySchedule, options.ParkAfter) = (new(TimeSpan.FromMilliseconds(5)), 100));
        await using var app = Start(Add, recorder);
        var id = await app.CreateAsync(messages: 0);
        await UntilAsync(() => recorder.Calls.Count == 2);

        // Another host is there to take the conversation.
        var other = Guid.NewGuid();
        await app.Deliveries.TickAsync(new(other, ["all"], TimeSpan.FromMinutes(1)));
        await app.Handlers.RetryAsync("all", id);
        (await app.Deliveries.LeaseAsync(other, [new("all", id)])).Should().BeEmpty();
        goes.SetResult();

        await UntilAsync(() => recorder.VersionsOf(id).Length >= 1);
        await app.CatchUpAsync();
        most.Should().Be(1);
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));
}
