using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery;

/// <content>Handlers that keep no order, and handlers that are paused because their destination is gone.</content>
public abstract partial class HandlerTests
{
    [Fact]
    public async Task Change_that_failed_three_times_lets_the_later_ones_go_on()
    {
        var (recorder, fails) = (new Recorder(), true);
        recorder.On = (context, _) => Volatile.Read(ref fails) && context.Change.Version == 3 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder);

        var id = await app.CreateAsync(messages: 4);
        await UntilAsync(() => recorder.VersionsOf(id) is [1, 2, 4, 5]);
        await UntilAsync(() => AttemptsAt(recorder, 3) >= 5);
        var failed = (await app.Handlers.ListFailedAsync("all", parkedOnly: false)).Should().ContainSingle().Subject;
        (failed.ConversationId, failed.Version, failed.HandledUpTo, failed.IsParked).Should().Be((id, 3, 2, false));
        failed.DueAt.Should().NotBeNull();
        failed.Error.Should().StartWith("System.InvalidOperationException");
        await app.CatchUpAsync();

        Volatile.Write(ref fails, false);
        await UntilAsync(() => recorder.VersionsOf(id) is [1, 2, 4, 5, 3]);
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all", parkedOnly: false)).Count == 0);
        recorder.Calls.Where(call => call.Change.Version == 3).Select(call => call.Attempt).Should().Equal(Enumerable.Range(1, AttemptsAt(recorder, 3)));
        recorder.Handled.Single(one => one.Change.Version == 3).Message!.Text.Should().Be("Message 1");
    }

    [Fact]
    public async Task Changes_that_come_while_one_waits_aside_are_delivered_at_once()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version == 2 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder, new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5), TimeSpan.FromHours(1)));
        var id = await app.CreateAsync(messages: 2);
        await UntilAsync(() => recorder.VersionsOf(id) is [1, 3]);

        for (var version = 4L; version < 8; version++)
        {
            // The conversation comes to rest in between, every second time.
            if (version % 2 == 0)
                await Task.Delay(300);

            await app.SendAsync(id, 1);
            await UntilAsync(() => recorder.VersionsOf(id)[^1] == version);
        }

        recorder.VersionsOf(id).Should().Equal(1, 3, 4, 5, 6, 7);
        AttemptsAt(recorder, 2).Should().Be(3);
    }

    [Fact]
    public async Task Change_aside_is_parked_and_tried_again_or_skipped_by_an_operator()
    {
        var (recorder, fails) = (new Recorder(), true);
        recorder.On = (context, _) => Volatile.Read(ref fails) && context.Change.Version is 2 or 4 ? throw new ParkDeliveryException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder);
        var (id, other) = (await app.CreateAsync(messages: 4), await app.CreateAsync(messages: 4));
        foreach (var one in new[] { id, other })
            await UntilAsync(() => recorder.VersionsOf(one) is [1, 3, 5]);

        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all")).Count == 4);
        (await app.Handlers.ListFailedAsync("all")).Where(one => one.ConversationId == id).Select(one => (one.Version, one.IsParked, one.DueAt))
            .Should().Equal((2, true, null), (4, true, null));
        (await app.Handlers.ListAsync()).Single().Parked.Should().Be(2);

        Volatile.Write(ref fails, false);
        (await app.Handlers.SkipAsync("all", other, 2)).Should().BeTrue();
        (await app.Handlers.RetryAsync("all", id)).Should().Be(1);

        await UntilAsync(() => recorder.VersionsOf(id) is [1, 3, 5, 2, 4]);
        await UntilAsync(() => recorder.VersionsOf(other) is [1, 3, 5, 4]);
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all")).Count == 0);
    }

    [Fact]
    public async Task Conversation_waits_when_a_hundred_of_its_changes_wait_aside()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version is > 1 and <= AsideState.MaxChanges + 2 ? throw new ParkDeliveryException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder);

        var id = await app.CreateAsync(messages: AsideState.MaxChanges + 3);

        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all")).Count == AsideState.MaxChanges + 1);
        await Task.Delay(200);
        recorder.VersionsOf(id).Should().Equal(1);
        AttemptsAt(recorder, AsideState.MaxChanges + 2).Should().Be(1);
        (await app.Handlers.ListFailedAsync("all")).Select(one => one.Version).Should().Equal(Enumerable.Range(2, AsideState.MaxChanges + 1).Select(version => (long?)version));
    }

    [Fact]
    public async Task Conversation_whose_changes_aside_are_many_is_not_parked_as_long_as_these_are_tried_again()
    {
        // After each change that fails comes one that succeeds. Otherwise the circuit would open.
        const int last = (AsideState.MaxChanges + 1) * 2;
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version switch
        {
            last => throw new ParkDeliveryException("No."),
            var version when version % 2 == 0 => throw new InvalidOperationException("No."),
            _ => Task.CompletedTask,
        };
        await using var app = StartUnordered(recorder, new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5), TimeSpan.FromHours(1)));

        var id = await app.CreateAsync(messages: last);

        await UntilAsync(() => AttemptsAt(recorder, last) == 3);
        recorder.VersionsOf(id).Should().Equal(Enumerable.Range(0, last / 2).Select(number => (2L * number) + 1));
        (await app.Handlers.ListFailedAsync("all")).Should().BeEmpty();
        var failed = await app.Handlers.ListFailedAsync("all", parkedOnly: false);
        failed.Should().HaveCountGreaterThanOrEqualTo(AsideState.MaxChanges).And.OnlyContain(one => one.DueAt != null);
    }

    [Fact]
    public async Task Change_aside_that_was_pruned_is_lost_and_counted()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version == 2 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder, new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5), TimeSpan.FromHours(1)));
        var id = await app.CreateAsync(messages: 2);
        await UntilAsync(() => recorder.VersionsOf(id) is [1, 3]);
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all", parkedOnly: false)) is [{ HandledUpTo: 1 }]);

        // The changes must be older than the moment of the pruning, by the milliseconds that a store keeps.
        await Task.Delay(20);
        while (await app.Deliveries.PruneAsync(new(null, 100, TimeSpan.Zero, TimeSpan.Zero)) is not null)
        {
        }

        await app.SendAsync(id, 1);

        await UntilAsync(async () => (await app.Handlers.ListAsync()).Single().Lost is not null);
        var lost = (await app.Handlers.ListAsync()).Single().Lost!;
        (lost.Count, lost.First, lost.Last).Should().Be((1, id, id));
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all", parkedOnly: false)).Count == 0);
        recorder.VersionsOf(id).Should().Equal(1, 3, 4);
    }

    [Fact]
    public async Task Changes_aside_of_a_conversation_that_is_deleted_are_dropped()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version == 2 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder);
        var id = await app.CreateAsync(messages: 2);
        await UntilAsync(() => AttemptsAt(recorder, 2) >= 4 && recorder.VersionsOf(id) is [1, 3]);

        await app.Conversations.DeleteAsync(id);
        await app.Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(new UserId("alice"))] });

        await UntilAsync(() => recorder.VersionsOf(id) is [1, 3, .., 5]);
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all", parkedOnly: false)).Count == 0);
        (await app.Handlers.ListAsync()).Single().Lost.Should().BeNull();
    }

    [Fact]
    public async Task Parked_changes_aside_of_a_conversation_that_is_deleted_leave_nothing()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version == 2 ? throw new ParkDeliveryException("No.") : Task.CompletedTask;
        await using var app = StartUnordered(recorder);
        var id = await app.CreateAsync(messages: 2);
        await UntilAsync(async () => recorder.VersionsOf(id) is [1, 3] && (await app.Handlers.ListAsync()).Single().Parked == 1);

        await app.Conversations.DeleteAsync(id);

        await UntilAsync(async () => (await app.Handlers.ListAsync()).Single().Parked == 0);
        recorder.VersionsOf(id).Should().Equal(1, 3, 4);
    }

    [Fact]
    public async Task Operator_gives_a_change_aside_all_of_its_attempts_again()
    {
        var recorder = new Recorder();
        recorder.On = (context, _) => context.Change.Version == 2 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>(
                "all", options => (options.IsOrdered, options.ParkAfter, options.RetrySchedule) = (false, 2, new(TimeSpan.FromMilliseconds(5)))),
            recorder);
        var id = await app.CreateAsync(messages: 1);
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all")).Count == 1);
        AttemptsAt(recorder, 2).Should().Be(2);

        await app.Handlers.RetryAsync("all", id);
        await UntilAsync(() => AttemptsAt(recorder, 2) == 4);
        await UntilAsync(async () => (await app.Handlers.ListFailedAsync("all")).Count == 1);
        AttemptsAt(recorder, 2).Should().Be(4);
    }

    [Fact]
    public async Task Operator_closes_a_circuit_that_would_stay_open_for_long()
    {
        var (recorder, isDown) = (new Recorder(), true);
        recorder.On = (_, _) => Volatile.Read(ref isDown) ? throw new DestinationDownException("Away.", retryAfter: TimeSpan.FromDays(1)) : Task.CompletedTask;
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all"), recorder);
        var id = await app.CreateAsync(messages: 0);
        await UntilAsync(async () => (await app.Handlers.ListAsync()).Single().CircuitOpenSince is not null);

        Volatile.Write(ref isDown, false);
        await app.Handlers.ResumeAsync("all");
        await app.CatchUpAsync();
        recorder.VersionsOf(id).Should().Equal(1);
    }

    [Fact]
    public async Task Handler_that_asks_for_it_is_paused_and_goes_on_when_it_is_resumed()
    {
        var (recorder, isGone) = (new Recorder(), true);
        recorder.On = (_, _) => Volatile.Read(ref isGone) ? throw new PauseHandlerException("Gone.") : Task.CompletedTask;
        await using var app = Start(builder => builder.AddChangeHandler<RecordingHandler>("all", options => options.ParkAfter = 1), recorder);
        var id = await app.CreateAsync(messages: 2);
        await UntilAsync(async () => (await app.Handlers.ListAsync()).Single().IsPaused);
        var status = (await app.Handlers.ListAsync()).Single();
        status.LastError.Should().StartWith("Conversations.PauseHandlerException");
        (status.Parked, status.FailingSince is null).Should().Be((0, false));

        Volatile.Write(ref isGone, false);
        await app.Handlers.ResumeAsync("all");
        await app.CatchUpAsync();

        recorder.VersionsOf(id).Should().Equal(1, 2, 3);
        recorder.Handled.First().Attempt.Should().Be(1);
        (await app.Handlers.ListAsync()).Single().FailingSince.Should().BeNull();
    }

    [Fact]
    public async Task Handler_that_fails_for_too_long_is_paused()
    {
        var (recorder, fails) = (new Recorder(), true);
        recorder.On = (_, _) => Volatile.Read(ref fails) ? throw new DestinationDownException("Away.") : Task.CompletedTask;
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>(
                "all", options => (options.PauseAfter, options.RetrySchedule) = (TimeSpan.FromMilliseconds(300), new(TimeSpan.FromMilliseconds(20)))),
            recorder);
        var id = await app.CreateAsync(messages: 0);
        await UntilAsync(async () => (await app.Handlers.ListAsync()).Single().IsPaused);
        var since = (await app.Handlers.ListAsync()).Single().FailingSince;
        since.Should().NotBeNull();
        recorder.Calls.Count.Should().BeGreaterThan(1);

        Volatile.Write(ref fails, false);
        await app.Handlers.ResumeAsync("all");
        await app.CatchUpAsync();
        recorder.VersionsOf(id).Should().Equal(1);
        (await app.Handlers.ListAsync()).Single().FailingSince.Should().BeNull();
    }

    private static int AttemptsAt(Recorder recorder, long version) => recorder.Calls.Count(call => call.Change.Version == version);

    private App StartUnordered(Recorder recorder, RetrySchedule? schedule = null) => Start(
        builder => builder.AddChangeHandler<RecordingHandler>(
            "all",
            options => (options.IsOrdered, options.ParkAfter, options.RetrySchedule) = (false, 1_000, schedule ?? new(TimeSpan.FromMilliseconds(5)))),
        recorder);
}
