using Conversations.Storage;

namespace Conversations.Testing;

/// <content>The numbers of a badge.</content>
public abstract partial class InboxSuite
{
    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    public async Task Nothing_is_unread_for_a_user_without_conversations()
    {
        Assert.Equal(new UnreadTotals(0, 0, isExact: true), await CountAsync(Alice));

        await CreateAsync();
        Assert.Equal(new UnreadTotals(0, 0, isExact: true), await CountAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    public async Task Unread_messages_and_marks_as_unread_are_counted()
    {
        var (two, one, marked, read) = (await CreateAsync(), await CreateAsync(), await CreateAsync(), await CreateAsync());
        foreach (var id in new[] { two, one, marked, read })
            await SendAsync(id, Alice);

        await SendAsync(two, Alice);
        await Conversations.SetParticipantAsync(one, Bob, new() { Notify = NotifySetting.None });
        await Conversations.MarkAsReadAsync(marked, Bob);
        await Conversations.MarkAsUnreadAsync(marked, Bob);
        await Conversations.MarkAsReadAsync(read, Bob);

        Assert.Equal(new UnreadTotals(3, 3, isExact: true), await CountAsync(Bob));
        Assert.Equal(new UnreadTotals(0, 0, isExact: true), await CountAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    public async Task Conversations_outside_the_inbox_are_not_counted()
    {
        var (empty, deleted, left, hidden) = (await CreateAsync(), await CreateWithMessageAsync(), await CreateWithMessageAsync(), await CreateAsync());
        await Conversations.MarkAsUnreadAsync(empty, Bob);
        await Conversations.DeleteAsync(deleted);
        await Conversations.RemoveParticipantAsync(left, Bob);
        var message = await SendAsync(hidden, Alice);
        await Conversations.MarkAsUnreadAsync(hidden, Bob);
        await Conversations.DeleteMessageAsync(hidden, message.Id);

        Assert.Equal(new UnreadTotals(0, 0, isExact: true), await CountAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Messages_that_the_user_does_not_see_are_not_counted()
    {
        var (some, none) = (await CreateAsync(), await CreateAsync());
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(some, Alice);
            await SendAsync(none, Alice);
        }

        await SetVisibleFromAsync(some, Bob, 3);
        await SetVisibleFromAsync(none, Bob, 4);
        await Conversations.MarkAsUnreadAsync(none, Bob);

        Assert.Equal(new UnreadTotals(1, 1, isExact: true), await CountAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    public async Task The_count_stops_after_99_unread_conversations()
    {
        var oldest = await CreateWithMessageAsync(Bob);
        Clock.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < InboxWindow.MaxCounted; i++)
            await CreateWithMessageAsync();

        Assert.Equal(new UnreadTotals(99, 99, isExact: false), await CountAsync(Bob));

        await Conversations.DeleteAsync(oldest);
        Assert.Equal(new UnreadTotals(99, 99, isExact: true), await CountAsync(Bob));

        Clock.Advance(TimeSpan.FromMinutes(10));
        var newest = await CreateWithMessageAsync();
        await SendAsync(newest, Alice);
        Assert.Equal(new UnreadTotals(99, 100, isExact: false), await CountAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    public async Task The_count_looks_at_1_000_conversations()
    {
        var unread = await CreateWithMessageAsync();
        Clock.Advance(TimeSpan.FromMinutes(10));
        var ids = Enumerable.Range(0, InboxWindow.MaxLookedAt).Select(_ => NewId()).ToList();
        await Parallel.ForEachAsync(ids, async (id, _) =>
        {
            await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] }, CancellationToken.None);
            await Conversations.SendAsync(id, Bob, "own", cancellationToken: CancellationToken.None);
        });

        Assert.Equal(new UnreadTotals(0, 0, isExact: false), await CountAsync(Bob));

        await Conversations.DeleteAsync(ids[0]);
        Assert.Equal(new UnreadTotals(1, 1, isExact: true), await CountAsync(Bob));

        await Conversations.MarkAsReadAsync(unread, Bob);
        Assert.Equal(new UnreadTotals(0, 0, isExact: true), await CountAsync(Bob));
    }

    private Task<UnreadTotals> CountAsync(UserId user) => Conversations.As(user).CountUnreadAsync();
}
