using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery;

public abstract class HandlerTests
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

    private App Start(Action<IConversationsBuilder> configure, Recorder recorder) => App.Start(
        builder =>
        {
            Use(builder);
            configure(builder);
        },
        recorder);
}
