using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Conversations.Delivery.Notifications;

using static Room;

public abstract class NotificationTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(15);

    public static TheoryData<string> Cases => [.. NotificationCases.All.Keys];

    /// <summary>Chooses the store.</summary>
    protected abstract void Use(IConversationsBuilder builder);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Those_who_missed_messages_are_notified_once(string name)
    {
        var (happens, told) = NotificationCases.All[name];
        await using var app = await NotifiedApp.StartAsync(Use);
        var room = await RoomAsync(app);

        await happens(room);
        await room.SettleAsync();

        room.Told().Should().Be(told);
        app.Notified.All.Select(one => (one.DeliveryId, one.Recipient.Id)).Should().OnlyHaveUniqueItems();
        app.Notified.All.Should().OnlyContain(one => one.Attempt == 1);
    }

    [Fact]
    public async Task Notification_comes_the_delay_after_the_last_message()
    {
        await using var app = await NotifiedApp.StartAsync(Use);
        var room = await RoomAsync(app);
        await room.SendAsync(Alice);
        await room.PassAsync(10);
        var last = await room.SendAsync(Alice);

        await app.UntilAsync(() => app.Notified.All.Count == 2);

        app.Notified.All.Should().OnlyContain(one => one.TriggeredAt >= last.CreatedAt + _delay);
    }

    [Fact]
    public async Task Notification_of_a_busy_room_comes_at_most_the_longest_delay_after_the_first_message()
    {
        await using var app = await NotifiedApp.StartAsync(Use);
        var room = await RoomAsync(app);
        var first = await room.SendAsync(Alice);

        // Each message comes before the delay after the last one is over, so only the other delay can be.
        while (app.Notified.All.Count < 2)
        {
            await room.PassAsync(5);
            await room.SendAsync(Alice);
        }

        app.Notified.All.Should().OnlyContain(one => one.TriggeredAt >= first.CreatedAt + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Notification_carries_what_a_text_needs_as_it_is_now()
    {
        await using var app = await NotifiedApp.StartAsync(Use, options => options.MaxMessages = 2);
        await app.Conversations.SetUserAsync(Alice, new() { Name = "Alice", Custom = new() { ["role"] = "tutor" } });
        await app.Conversations.SetUserAsync(Bob, new() { Name = "Bob", Emails = (string[])["bob@example.com"], Custom = new() { ["locale"] = "nl" } });
        var room = await RoomAsync(app);
        await app.Conversations.UpdateAsync(room.Id, new() { Subject = "House", Custom = new() { ["listing"] = "7" } });
        for (var i = 0; i < 3; i++)
            await room.SendAsync(Alice);

        await room.SendAsync(Alice, At(Bob));
        await app.UntilAsync(() => app.Notified.All.Count == 2);

        var told = app.Notified.All.Single(one => one.Recipient.Id == Bob);
        (told.Recipient.Name, told.Recipient.Emails.Single(), told.Recipient.Custom["locale"]).Should().Be(("Bob", "bob@example.com", "nl"));
        (told.View.Title, told.Conversation.Custom["listing"], told.UnreadCount, told.IsMentioned).Should().Be(("House", "7", 4L, true));
        told.Messages.Select(message => message.Text).Should().Equal("Message 3", At(Bob));
        (told.Users[Alice].Name, told.Users[Alice].Custom["role"]).Should().Be(("Alice", "tutor"));
        told.DeliveryId.Should().MatchRegex("^[0-9a-f]{32}$");
        app.Notified.All.Single(one => one.Recipient.Id == Carol).Recipient.Should().BeEquivalentTo(new { Name = "carol" });
    }

    [Fact]
    public async Task Recipient_who_does_not_read_is_notified_again_of_newer_messages_if_the_app_asks_for_it()
    {
        await using var app = await NotifiedApp.StartAsync(Use, options => options.RepeatAfter = TimeSpan.FromHours(1));
        var room = await RoomAsync(app);
        await room.NotifyAsync(Carol, NotifySetting.None);
        await room.SendAsync(Alice);
        await app.UntilAsync(() => app.Notified.All.Count == 1);
        await room.PassAsync(4_000);
        app.Notified.All.Should().ContainSingle("there is nothing new");

        await room.SendAsync(Alice);
        await app.UntilAsync(() => app.Notified.All.Count == 2);
        var second = await room.SendAsync(Alice);
        await room.PassAsync(600);
        app.Notified.All.Count.Should().Be(2);
        await app.UntilAsync(() => app.Notified.All.Count == 3, TimeSpan.FromSeconds(20));

        var all = app.Notified.All.ToList();
        all.Select(one => one.Messages.Count).Should().Equal(1, 2, 3);
        all[2].TriggeredAt.Should().BeOnOrAfter(all[1].TriggeredAt + TimeSpan.FromHours(1));
        all[2].Messages[^1].Id.Should().Be(second.Id);
    }

    [Fact]
    public async Task Longer_delay_of_one_recipient_delays_nobody_else()
    {
        await using var app = await NotifiedApp.StartAsync(Use, options => options.DelaysFor =
            (user, _) => user == Bob ? new(TimeSpan.FromHours(2), TimeSpan.FromHours(2)) : default);
        var room = await RoomAsync(app);
        var first = await room.SendAsync(Alice);
        await app.UntilAsync(() => app.Notified.All.Count == 1);
        app.Notified.All.Single().Recipient.Id.Should().Be(Carol);
        await room.ReadAsync(Carol);
        await room.PassAsync(600);

        await room.SendAsync(Alice);
        await app.UntilAsync(() => app.Notified.All.Count == 2);
        app.Notified.All.Last().Recipient.Id.Should().Be(Carol);
        (app.Time.GetUtcNow() - first.CreatedAt).Should().BeLessThan(TimeSpan.FromHours(2), "Bob is not due yet");

        await app.UntilAsync(() => app.Notified.All.Count == 3, TimeSpan.FromSeconds(20));
        var last = app.Notified.All.Last();
        (last.Recipient.Id, last.Messages.Count).Should().Be((Bob, 2));
        last.TriggeredAt.Should().BeOnOrAfter(first.CreatedAt + TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Notification_that_fails_is_tried_again_under_its_id()
    {
        await using var app = await NotifiedApp.StartAsync(Use);
        var tries = new List<(string Id, int Attempt)>();
        app.Notified.On = notification =>
        {
            if (notification.Recipient.Id != Bob)
                return;

            tries.Add((notification.DeliveryId, notification.Attempt));
            if (notification.Attempt < 3)
                throw new InvalidOperationException("No.");
        };
        var room = await RoomAsync(app);
        await room.SendAsync(Alice);

        await app.UntilAsync(() => app.Notified.All.Count == 2);

        tries.Select(one => one.Attempt).Should().Equal(1, 2, 3);
        tries.Select(one => one.Id).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Notification_that_was_read_before_it_is_tried_again_is_dropped()
    {
        await using var app = await NotifiedApp.StartAsync(Use);
        var (failed, room) = (0, await RoomAsync(app));
        app.Notified.On = notification =>
        {
            if (notification.Recipient.Id == Bob && Interlocked.Increment(ref failed) > 0)
                throw new RetryDeliveryException(TimeSpan.FromMinutes(1));
        };
        await room.SendAsync(Alice);
        await app.UntilAsync(() => Volatile.Read(ref failed) == 1);

        await room.ReadAsync(Bob);
        await room.PassAsync(120);
        await room.SettleAsync();

        room.Told().Should().Be("carol:1");
        failed.Should().Be(1);
    }

    [Fact]
    public async Task Notification_that_is_late_does_not_tell_of_messages_that_came_after_everything_was_read()
    {
        await using var app = await NotifiedApp.StartAsync(Use);
        var (failed, room) = (0, await RoomAsync(app));
        app.Notified.On = notification =>
        {
            if (notification.Recipient.Id == Bob && Interlocked.Increment(ref failed) == 1)
                throw new RetryDeliveryException(TimeSpan.FromMinutes(2));
        };
        await room.SendAsync(Alice);
        await app.UntilAsync(() => Volatile.Read(ref failed) == 1);
        await room.PassAsync(110);
        await room.ReadAsync(Bob);
        var newer = await room.SendAsync(Alice);

        await app.UntilAsync(() => Volatile.Read(ref failed) == 2);
        await room.SettleAsync();

        var told = app.Notified.All.Single(one => one.Recipient.Id == Bob && one.Conversation.Id == room.Id);
        told.TriggeredAt.Should().BeOnOrAfter(newer.CreatedAt + _delay);
        failed.Should().Be(2);
    }

    [Fact]
    public async Task Thousand_conversations_that_are_due_at_once_are_all_notified_of()
    {
        await using var app = await NotifiedApp.StartAsync(Use);
        await app.StopAsync();
        for (var i = 0; i < 1_000; i++)
        {
            var id = new ConversationId($"room-{i}");
            await app.Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] });
            await app.Conversations.As(Alice).SendAsync(id, "Hello");
        }

        app.Time.Advance(TimeSpan.FromHours(1));
        app.Start();
        await app.UntilAsync(() => app.Notified.All.Count >= 1_000, TimeSpan.FromMilliseconds(20));

        app.Notified.All.Select(one => one.Conversation.Id).Should().OnlyHaveUniqueItems().And.HaveCount(1_000);
    }

    [Theory]
    [InlineData("Delay must be at least 1 ms and at most 24 hours.")]
    [InlineData("MaxDelay must be at least Delay and at most 24 hours.")]
    [InlineData("RepeatAfter must be more than zero and at most 24 hours, or null.")]
    [InlineData("MaxMessages must be between 1 and 100.")]
    public void Options_that_are_out_of_range_are_refused_when_the_delivery_is_created(string problem)
    {
        var builder = new ServiceCollection().AddConversations().AddNotifications(options =>
        {
            switch (problem.Split(' ')[0])
            {
                case nameof(options.Delay):
                    options.Delay = TimeSpan.Zero;
                    break;
                case nameof(options.MaxDelay):
                    options.MaxDelay = TimeSpan.FromSeconds(14);
                    break;
                case nameof(options.RepeatAfter):
                    options.RepeatAfter = TimeSpan.FromHours(25);
                    break;
                default:
                    options.MaxMessages = 101;
                    break;
            }
        });
        Use(builder);
        using var services = builder.Services.BuildServiceProvider();

        services.Invoking(it => it.GetRequiredService<DeliveryRunner>()).Should().Throw<OptionsValidationException>().WithMessage(problem);
    }

    private static async Task<Room> RoomAsync(NotifiedApp app)
    {
        var room = new Room(app);
        await room.CreateAsync();
        return room;
    }
}
