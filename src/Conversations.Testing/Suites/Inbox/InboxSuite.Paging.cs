using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Reading an inbox page by page.</content>
public abstract partial class InboxSuite
{
    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_page_has_twenty_entries_by_default_and_at_most_one_hundred()
    {
        var ids = await FillAsync(45);

        Assert.Equal(ids.Take(20), Ids(await Conversations.ListInboxAsync(Alice).PageAsync()));
        Assert.Equal(ids.Take(1), Ids(await Conversations.ListInboxAsync(Alice).PageAsync(1)));
        Assert.Equal(ids, Ids(await Conversations.ListInboxAsync(Alice).PageAsync(100)));
        foreach (var size in new[] { -1, 0, 101, int.MaxValue })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Conversations.ListInboxAsync(Alice).PageAsync(size));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 5)]
    public async Task Next_is_set_only_if_more_entries_follow()
    {
        await FillAsync(4);
        var inbox = Conversations.ListInboxAsync(Alice);

        Assert.NotNull((await inbox.PageAsync(3)).Next);
        Assert.Null((await inbox.PageAsync(4)).Next);
        Assert.Null((await inbox.PageAsync(5)).Next);
        Assert.Null((await inbox.PageAsync(2, (await inbox.PageAsync(2)).Next)).Next);
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(44)]
    [InlineData(100)]
    public async Task Pages_together_are_the_whole_inbox(int size)
    {
        var ids = await FillAsync(45);

        Assert.Equal(ids, (await Pages.AllAsync(Conversations.ListInboxAsync(Alice), size)).Select(entry => entry.Conversation.Id));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    public async Task Pages_of_any_size_together_are_the_whole_inbox()
    {
        var ids = await FillAsync(45);
        for (var seed = 0; seed < 20; seed++)
        {
            var entries = await Pages.AllAsync(Conversations.ListInboxAsync(Alice), new Random(seed));

            Assert.Equal(ids, entries.Select(entry => entry.Conversation.Id));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_is_refused_for_another_inbox_or_another_query()
    {
        await FillAsync(3);
        var unread = new ConversationQuery { Filters = [ConversationFilter.Unread()] };
        var read = new ConversationQuery { Filters = [ConversationFilter.Unread(false)] };
        var cursor = (await Conversations.ListInboxAsync(Alice).PageAsync(1)).Next;
        var filtered = (await Conversations.ListInboxAsync(Bob, unread).PageAsync(1)).Next;
        Assert.NotNull(cursor);
        Assert.NotNull(filtered);

        await RefusedAsync(Conversations.ListInboxAsync(Bob), cursor);
        await RefusedAsync(Conversations.As(Bob).ListInboxAsync(), cursor);
        await RefusedAsync(Conversations.ListInboxAsync(Alice, _all), cursor);
        await RefusedAsync(Conversations.ListInboxAsync(Alice, unread), cursor);
        await RefusedAsync(Conversations.ListInboxAsync(Bob, read), filtered);
        await RefusedAsync(Conversations.ListInboxAsync(Bob), filtered);
        await RefusedAsync(Conversations.ListInboxAsync(Bob, new() { Filters = [.. unread.Filters, .. unread.Filters] }), filtered);
        await RefusedAsync(Conversations.ListAsync(), cursor);
        await RefusedAsync(Conversations.ListInboxAsync(Alice), (await Conversations.ListAsync().PageAsync(1)).Next ?? filtered);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_malformed_cursor_is_refused()
    {
        await FillAsync(3);
        var cursor = (await Conversations.ListInboxAsync(Alice).PageAsync(1)).Next!;

        foreach (var bad in new[] { "", " ", "x", cursor[1..], cursor[..^1], cursor + "A", "é" + cursor })
            await RefusedAsync(Conversations.ListInboxAsync(Alice), bad);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_the_app_is_valid_in_the_session_of_the_user()
    {
        var ids = await FillAsync(3);
        var cursor = (await Conversations.ListInboxAsync(Alice).PageAsync(1)).Next;

        Assert.Equal(ids[1..], Ids(await Conversations.As(Alice).ListInboxAsync().PageAsync(5, cursor)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    public async Task Pages_lose_and_repeat_no_unmoved_conversation_if_others_move_between_them()
    {
        var ids = await FillAsync(12);
        var inbox = Conversations.ListInboxAsync(Alice);
        var first = await inbox.PageAsync(4);

        Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var moved in new[] { ids[2], ids[5], ids[11] })
            await SendAsync(moved, Alice);

        await Conversations.DeleteAsync(ids[3]);
        await Conversations.RemoveParticipantAsync(ids[6], Alice);
        Assert.Equal([ids[4], ids[7], ids[8], ids[9], ids[10]], Ids(await inbox.PageAsync(20, first.Next)));
        Assert.Equal([ids[11], ids[5], ids[2]], Ids(await inbox.PageAsync(3)).OrderByDescending(ids.IndexOf));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2, 3)]
    public async Task Empty_conversations_are_paged_among_the_others()
    {
        var ids = new List<ConversationId>();
        for (var i = 0; i < 30; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(20));
            ids.Add(i % 3 == 0 ? await CreateWithMessageAsync() : await CreateAsync());
        }

        for (var seed = 0; seed < 10; seed++)
        {
            var entries = await Pages.AllAsync(Conversations.ListInboxAsync(Alice, _all), new Random(seed));

            Assert.Equal(ids.AsEnumerable().Reverse(), entries.Select(entry => entry.Conversation.Id));
        }
    }

    private static async Task RefusedAsync<T>(Paged<T> list, string? cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(() => list.PageAsync(1, cursor));

    private static List<ConversationId> Ids(Page<InboxEntry> page) => [.. page.Items.Select(entry => entry.Conversation.Id)];

    /// <summary>
    /// Creates conversations with messages, some of them at the same time, and returns their ids in the order of the inbox.
    /// </summary>
    private async Task<List<ConversationId>> FillAsync(int count)
    {
        var ids = new List<(DateTimeOffset At, ConversationId Id)>();
        for (var i = 0; i < count; i++)
        {
            if (i % 4 != 0)
                Clock.Advance(TimeSpan.FromSeconds(i % 3 == 0 ? 70 : 5));

            ids.Add((Clock.GetUtcNow(), await CreateWithMessageAsync()));
        }

        return [.. ids.OrderByDescending(one => one.At).ThenBy(one => one.Id).Select(one => one.Id)];
    }
}
