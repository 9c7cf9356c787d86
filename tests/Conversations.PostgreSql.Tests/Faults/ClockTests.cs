using Conversations.Histories;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class ClockTests
{
    [Fact]
    public async Task Host_whose_clock_is_an_hour_back_stores_no_message_with_an_earlier_time_than_the_one_before()
    {
        await using var hosts = new Hosts();
        var history = new Histories.History();
        var late = new HistoryClient(hosts.Start(time: new ShiftedTime(TimeSpan.FromHours(-1))), history);
        var right = new HistoryClient(hosts.Start(), history);
        await hosts.Start().CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });

        for (var i = 0; i < 20; i++)
            await (i % 2 == 0 ? late : right).SendAsync(new(Rooms[0], new($"{i}"), Alice, $"message {i}"));
        await Task.WhenAll(Enumerable.Range(20, 100).Select(i => (i % 2 == 0 ? late : right).SendAsync(new(Rooms[0], new($"{i}"), Alice, $"message {i}"))));

        var end = await hosts.ReadEndAsync([Rooms[0]]);
        HistoryCheck.Find(history.Attempts, end).Should().BeEmpty();
        history.Attempts.Should().OnlyContain(attempt => attempt.Answer is Answer.Ok);
        var (first, second, third) = (end[Rooms[0]].Messages[0], end[Rooms[0]].Messages[1], end[Rooms[0]].Messages[2]);
        second.CreatedAt.Should().BeAfter(first.CreatedAt.AddMinutes(59));
        third.CreatedAt.Should().Be(second.CreatedAt);
        end[Rooms[0]].Conversation!.LastActivityAt.Should().Be(end[Rooms[0]].Messages[^1].CreatedAt);
    }

    [Fact]
    public async Task Edit_by_a_host_whose_clock_is_an_hour_back_has_the_time_of_that_clock()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start();
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        var sent = (await host.SendAsync(Rooms[0], Alice, "hello")).Message!;

        var edited = await hosts.Start(time: new ShiftedTime(TimeSpan.FromHours(-1))).EditMessageAsync(Rooms[0], sent.Id, new() { Text = "hi" });

        edited.EditedAt.Should().BeBefore(sent.CreatedAt.AddMinutes(-30));
    }

    [Fact]
    public async Task Inbox_keeps_its_order_when_a_clock_goes_back()
    {
        await using var hosts = new Hosts();
        var (host, late) = (hosts.Start(), hosts.Start(time: new ShiftedTime(TimeSpan.FromHours(-1))));
        foreach (var room in Rooms)
            await host.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });
        foreach (var room in Rooms)
        {
            await host.SendAsync(room, Alice, "hello");
            await Task.Delay(5);
        }

        await late.SendAsync(Rooms[0], Alice, "later");

        var page = await host.As(Alice).ListInboxAsync().PageAsync();
        page.Items.Select(entry => entry.Conversation.Id).Should().Equal(Rooms.Reverse());
        page.Items[^1].LastMessage!.Text.Should().Be("later");
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
