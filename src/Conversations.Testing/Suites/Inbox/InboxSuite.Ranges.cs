using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Times before 1970 and at the end of the calendar.</content>
public abstract partial class InboxSuite
{
    private static readonly DateTimeOffset _lastMillisecond = new(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);

    public static TheoryData<DateTimeOffset> OddTimes() =>
    [
        new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.Zero),
        DateTimeOffset.UnixEpoch.AddMinutes(-3),
        DateTimeOffset.UnixEpoch.AddMilliseconds(-1),
        _lastMillisecond.AddMinutes(-3),
    ];

    [Theory]
    [Rule(nameof(IConversationStore), 1)]
    [MemberData(nameof(OddTimes))]
    public async Task Everything_works_at_any_time_of_the_clock(DateTimeOffset time)
    {
        Clock.AdjustTime(time);
        var ids = new List<ConversationId>();
        for (var i = 0; i < 4; i++)
        {
            ids.Insert(0, await CreateAsync());
            var sent = await SendAsync(ids[0], Alice);
            Assert.Equal(Clock.GetUtcNow(), sent.CreatedAt);
            Clock.Advance(TimeSpan.FromSeconds(40));
            Assert.Equal(Clock.GetUtcNow(), (await Conversations.EditMessageAsync(ids[0], sent.Id, new() { Text = "edited" })).EditedAt);
        }

        Assert.Equal(ids, await InboxAsync(Bob));
        foreach (var size in new[] { 1, 2, 3 })
            Assert.Equal(ids, (await Pages.AllAsync(Conversations.ListInboxAsync(Bob), size)).Select(entry => entry.Conversation.Id));

        Assert.Equal(new UnreadTotals(4, 4, isExact: true), await CountAsync(Bob));
        Assert.Equal(ids[..2], await InboxAsync(Bob, new() { Filters = [ConversationFilter.LastActivity(from: time.AddSeconds(80))] }));
        Assert.Equal([Alice, Bob], (await Pages.AllAsync(Conversations.ListParticipantsAsync(ids[0]), 1)).Select(one => one.UserId).Order());
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Messages_are_sent_and_imported_in_the_last_millisecond_of_the_calendar()
    {
        Clock.AdjustTime(DateTimeOffset.MaxValue);
        var (sent, imported) = (await CreateWithMessageAsync(), await CreateAsync());
        await ImportAsync(imported, DateTimeOffset.MaxValue);

        var entries = await Pages.AllAsync(Conversations.ListInboxAsync(Bob), 1);

        Assert.Equal(new[] { sent, imported }.Order(), entries.Select(entry => entry.Conversation.Id));
        Assert.All(entries, entry => Assert.Equal((_lastMillisecond, _lastMillisecond), (entry.ActiveAt, entry.LastMessage!.CreatedAt)));
        await SendAsync(imported, Alice);
    }
}
