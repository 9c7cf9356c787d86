using Conversations.Storage;

namespace Conversations.Testing;

/// <content>The order of the list, and its pages.</content>
public abstract partial class ChangedSuite
{
    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 4)]
    public async Task Pages_give_each_conversation_once_in_the_order_of_time_and_conversation()
    {
        _ = Watches;
        var ids = new List<ConversationId>();
        for (var i = 0; i < 9; i++)
        {
            if (i is 4 or 7)
                await PassAsync(_soon);

            ids.Add(await CreateAsync());
        }

        foreach (var id in (ConversationId[])[ids[1], ids[8]])
            await Conversations.RemoveParticipantAsync(id, Alice);

        var whole = await ListAsync(Alice);
        Assert.Equal(ids.Order(), whole.Select(one => one.ConversationId).Order());
        Assert.Equal(whole.OrderBy(one => one.ChangedAt).ThenBy(one => one.ConversationId), whole);
        Assert.Equal(2, whole.Count(one => one.HasEnded));

        for (var size = 1; size <= 4; size++)
            Assert.Equal(whole.Select(Key), (await PageAsync(size)).Select(Key));

        async Task<List<ChangedConversation>> PageAsync(int size)
        {
            var (all, window) = (new List<ChangedConversation>(), new ChangedWindow(Alice, whole[0].ChangedAt));
            while (await Watches.ListChangedAsync([window], size) is { Count: > 0 } page)
            {
                Assert.True(page.Count <= size);
                all.AddRange(page);
                window = new(Alice, page[^1].ChangedAt, page[^1].ConversationId);
            }

            return all;
        }

        static (ConversationId, DateTimeOffset, long, bool) Key(ChangedConversation one) => (one.ConversationId, one.ChangedAt, one.Version, one.HasEnded);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 4)]
    public async Task Window_begins_at_its_time_and_after_its_conversation()
    {
        _ = await CreateAsync();
        await PassAsync(_soon);
        var id = await CreateAsync();
        var at = (await ListAsync(Alice))[^1].ChangedAt;

        Assert.Equal(id, Assert.Single(await Watches.ListChangedAsync([new(Alice, at)], Many)).ConversationId);
        Assert.Empty(await Watches.ListChangedAsync([new(Alice, at, id)], Many));
        Assert.Empty(await Watches.ListChangedAsync([new(Alice, at.AddMilliseconds(1))], Many));
        Assert.Single(await Watches.ListChangedAsync([new(Alice, at.AddMilliseconds(-1), id)], Many));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 4)]
    public async Task Limit_and_place_are_those_of_each_user()
    {
        var (first, second, third) = (await CreateAsync(Alice, Bob), await CreateAsync(Alice, Bob), await CreateAsync(Bob));
        await PassAsync(_soon);
        var last = await CreateAsync(Alice, Bob);
        var since = (await Watches.ReadTimeAsync()).Now;

        var changed = await Watches.ListChangedAsync([new(Alice, since - _moment), new(Carol, since - _day), new(Bob, since - _day)], 3);

        Assert.Equal([last], Of(Alice));
        Assert.Equal(((ConversationId[])[first, second, third]).Order(), Of(Bob).Order());
        Assert.Equal(4, changed.Count);
        Assert.Empty(await Watches.ListChangedAsync([], Many));

        IEnumerable<ConversationId> Of(UserId user) => changed.Where(one => one.UserId == user).Select(one => one.ConversationId);
    }
}
