using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Unread counts, read positions, and order.</content>
public abstract partial class HistoryInboxSuite
{
    [Fact]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Hidden_messages_are_not_unread_after_the_app_hides_them()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await SendLaterAsync(id, Alice);
        await SendLaterAsync(id, Bob);
        Assert.Equal(2, (await AsCarol.FindReadStateAsync(id))!.UnreadCount);

        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(1) });

        Assert.Equal(new(0, 1, false), await AsCarol.FindReadStateAsync(id));
        Assert.Equal(1, (await AsCarol.FindEntryAsync(id))!.UnreadCount);

        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);

        Assert.Equal(new(0, 0, false), await AsCarol.FindReadStateAsync(id));
        Assert.Empty(await IdsAsync(new() { IncludeEmpty = true, Filters = [ConversationFilter.Unread()] }));
        await SendLaterAsync(id, Alice);
        Assert.Equal(new(0, 1, false), await AsCarol.FindReadStateAsync(id));
        Assert.Equal([id], await IdsAsync(new() { Filters = [ConversationFilter.Unread()] }));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Messages_that_the_app_shows_again_count_from_the_read_position()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        for (var i = 0; i < 3; i++)
            await SendLaterAsync(id, Alice);

        await AsCarol.MarkAsReadAsync(id, 1);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.All });

        Assert.Equal(new(1, 2, false), await AsCarol.FindReadStateAsync(id));
        Assert.Equal(3, (await AsCarol.FindAsync(id))!.MessageCount);
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Deleting_a_hidden_unread_message_does_not_lower_the_unread_count()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        var hidden = await SendLaterAsync(id, Alice);
        await SendLaterAsync(id, Bob);
        var visible = await SendLaterAsync(id, Alice);
        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(2) });

        await Conversations.DeleteMessageAsync(id, hidden.Id);
        Assert.Equal(2, (await AsCarol.FindReadStateAsync(id))!.UnreadCount);

        await Conversations.DeleteMessageAsync(id, visible.Id);
        Assert.Equal(1, (await AsCarol.FindReadStateAsync(id))!.UnreadCount);
        Assert.Equal(1, (await AsCarol.FindEntryAsync(id))!.UnreadCount);
    }

    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    public async Task Marking_as_read_moves_the_position_whatever_is_visible()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        for (var i = 0; i < 4; i++)
            await SendLaterAsync(id, Alice);

        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(2) });

        Assert.Equal(new(1, 2, false), await AsCarol.MarkAsReadAsync(id, 1));
        Assert.Equal(new(3, 1, false), await AsCarol.MarkAsReadAsync(id, 3));
        Assert.Equal(new(4, 0, false), await AsCarol.MarkAsReadAsync(id));
        Assert.Equal(new(4, 0, true), await AsCarol.MarkAsUnreadAsync(id));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindEveryoneReadUpToAsync), 1)]
    public async Task The_position_that_everyone_has_read_is_that_of_the_read_positions()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);
        await Conversations.MarkAsReadAsync(id, Alice);
        await Conversations.MarkAsReadAsync(id, Bob);

        Assert.Equal(3, await AsCarol.FindEveryoneReadUpToAsync(id));

        await SendLaterAsync(id, Alice);
        await Conversations.MarkAsReadAsync(id, Bob);

        Assert.Equal(3, await AsCarol.FindEveryoneReadUpToAsync(id));
        Assert.Equal(3, await Conversations.FindEveryoneReadUpToAsync(id));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1, 2)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task The_inbox_has_its_order_and_its_pages_also_with_conversations_of_which_nothing_is_visible()
    {
        var all = new List<ConversationId>();
        for (var i = 0; i < 6; i++)
            all.Add(await CreateWithCarolAsync(1, SinceJoin));

        foreach (var i in new[] { 4, 0, 2 })
            await SendLaterAsync(all[i], Alice);

        Assert.Equal([all[2], all[0], all[4]], await IdsAsync(new()));
        Assert.Equal([all[2], all[0], all[4], all[5], all[3], all[1]], await IdsAsync(new() { IncludeEmpty = true }));
        var (pages, inbox) = (new List<ConversationId>(), AsCarol.ListInboxAsync());
        string? next = null;
        do
        {
            var page = await inbox.PageAsync(1, next);
            pages.AddRange(page.Items.Select(entry => entry.Conversation.Id));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal([all[2], all[0], all[4]], pages);
    }

    [Fact]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Counting_unread_messages_leaves_out_hidden_ones()
    {
        var hidden = await CreateAsync(Alice, Bob, Carol);
        await SendLaterAsync(hidden, Alice);
        await Conversations.SetParticipantAsync(hidden, Carol, SinceJoin);
        var partly = await CreateAsync(Alice, Bob, Carol);
        for (var i = 0; i < 3; i++)
            await SendLaterAsync(partly, Alice);

        await Conversations.SetParticipantAsync(partly, Carol, new() { History = History.Last(2) });

        Assert.Equal(new UnreadTotals(1, 2, isExact: true), await Store.CountUnreadAsync(Carol));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    [Rule(nameof(IInboxStore.CountUnreadAsync), 1)]
    public async Task An_empty_conversation_that_is_marked_as_unread_is_in_no_inbox_and_not_counted()
    {
        var id = await CreateWithCarolAsync(2, SinceJoin);

        await AsCarol.MarkAsUnreadAsync(id);

        Assert.Empty(await IdsAsync(new()));
        Assert.Equal([id], await IdsAsync(new() { IncludeEmpty = true, Filters = [ConversationFilter.Unread()] }));
        Assert.Equal(new UnreadTotals(0, 0, isExact: true), await Store.CountUnreadAsync(Carol));
    }
}
