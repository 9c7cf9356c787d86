using Conversations.Storage;

namespace Conversations.Testing;

/// <content>The number of unread messages after a read position.</content>
public abstract partial class ReadStateSuite
{
    private static readonly DateTimeOffset _past = new(2020, 2, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Messages_of_all_kinds_after_the_read_position_are_unread()
    {
        var id = await CreateAsync();
        await ImportAsync(id, Alice);
        await ImportAsync(id, Bob);
        await Conversations.SendSystemMessageAsync(id, "system");
        Assert.Equal(3, await UnreadAsync(id, Bob));

        await SendAsync(id, Bob);
        Assert.Equal((0, 4), (await UnreadAsync(id, Bob), await UnreadAsync(id, Alice)));

        await SendAsync(id, Alice);
        await ImportAsync(id, Bob);
        await ImportAsync(id, null);
        await Conversations.SendSystemMessageAsync(id, "system");
        Assert.Equal((4, 3), (await UnreadAsync(id, Bob), await UnreadAsync(id, Alice)));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Deleting_an_unread_message_lowers_the_count_and_deleting_a_read_one_does_not()
    {
        var id = await CreateAsync();
        var messages = await SendManyAsync(id, 6);
        await Conversations.MarkAsReadAsync(id, Bob, 3);

        await Conversations.DeleteMessageAsync(id, messages[4].Id);
        Assert.Equal(new ReadState(3, 2, false), await Conversations.FindReadStateAsync(id, Bob));

        await Conversations.DeleteMessageAsync(id, messages[1].Id);
        await Conversations.DeleteMessageAsync(id, messages[2].Id);
        Assert.Equal(new ReadState(3, 2, false), await Conversations.FindReadStateAsync(id, Bob));

        await Conversations.DeleteMessageAsync(id, messages[5].Id);
        await Conversations.DeleteMessageAsync(id, messages[3].Id);
        Assert.Equal(new ReadState(3, 0, false), await Conversations.FindReadStateAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Mark_as_read_counts_no_deleted_message_before_or_after_the_read_position()
    {
        var id = await CreateAsync();
        var messages = await SendManyAsync(id, 6);
        foreach (var i in new[] { 5, 0, 3 })
            await Conversations.DeleteMessageAsync(id, messages[i].Id);

        Assert.Equal(3, await UnreadAsync(id, Bob));
        Assert.Equal(new ReadState(1, 3, false), await Conversations.MarkAsReadAsync(id, Bob, 1));
        Assert.Equal(new ReadState(2, 2, false), await Conversations.MarkAsReadAsync(id, Bob, 2));
        Assert.Equal(new ReadState(4, 1, false), await Conversations.MarkAsReadAsync(id, Bob, 4));
        Assert.Equal(new ReadState(6, 0, false), await Conversations.MarkAsReadAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Import_that_does_not_mark_as_read_raises_the_unread_count_of_all_participants_even_with_old_times()
    {
        var id = await CreateWithMessagesAsync(2);
        await Conversations.MarkAsReadAsync(id, Bob);

        await ImportAsync(id, Bob);
        await ImportAsync(id, Carol);

        Assert.Equal(new ReadState(2, 2, false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(new ReadState(2, 2, false), await Conversations.FindReadStateAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    public async Task Nothing_is_unread_after_joining()
    {
        var id = await CreateWithMessagesAsync(3);

        await Conversations.SetParticipantAsync(id, Carol);
        var joined = await GetParticipantAsync(id, Carol);
        Assert.Equal((3, 3), (joined.JoinedAfter, joined.ReadUpTo));
        Assert.Equal(new ReadState(3, 0, false), await Conversations.FindReadStateAsync(id, Carol));

        await SendAsync(id, Alice);
        Assert.Equal(1, await UnreadAsync(id, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Nothing_is_unread_or_marked_after_rejoining()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.MarkAsReadAsync(id, Bob, 1);
        await Conversations.MarkAsUnreadAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Bob);
        await SendAsync(id, Alice);

        await Conversations.SetParticipantAsync(id, Bob);

        Assert.Equal(new ReadState(4, 0, false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal((4, false), ((await GetParticipantAsync(id, Bob)).JoinedAfter, (await GetParticipantAsync(id, Bob)).IsMarkedUnread));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Joining_after_the_last_message_was_deleted_counts_from_its_sequence()
    {
        var id = await CreateAsync();
        var messages = await SendManyAsync(id, 3);
        await Conversations.DeleteMessageAsync(id, messages[2].Id);

        await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal((3, new(3, 0, false)), ((await GetParticipantAsync(id, Carol)).JoinedAfter, await Conversations.FindReadStateAsync(id, Carol)));
        await SendAsync(id, Alice);
        Assert.Equal(new ReadState(3, 1, false), await Conversations.FindReadStateAsync(id, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task Nothing_is_unread_in_a_recreated_conversation()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.MarkAsUnreadAsync(id, Bob);
        await Conversations.DeleteAsync(id);
        Assert.Null(await Conversations.FindReadStateAsync(id, Bob));
        Assert.Null(await Conversations.FindEveryoneReadUpToAsync(id));

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] });

        Assert.Equal(new ReadState(3, 0, false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(3, await Conversations.FindEveryoneReadUpToAsync(id));
        await SendAsync(id, Alice);
        Assert.Equal(new ReadState(3, 1, false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(new ReadState(4, 0, false), await Conversations.MarkAsReadAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindEveryoneReadUpToAsync), 1)]
    public async Task Everyone_has_read_up_to_the_lowest_read_position()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await SendManyAsync(id, 4);
        Assert.Equal(0, await Conversations.FindEveryoneReadUpToAsync(id));

        await Conversations.MarkAsReadAsync(id, Bob, 3);
        Assert.Equal(0, await Conversations.FindEveryoneReadUpToAsync(id));

        await Conversations.MarkAsReadAsync(id, Carol, 2);
        Assert.Equal(2, await Conversations.FindEveryoneReadUpToAsync(id));
        Assert.Equal(2, await Conversations.As(Alice).FindEveryoneReadUpToAsync(id));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindEveryoneReadUpToAsync), 1)]
    public async Task Only_participants_count_for_the_position_that_everyone_has_read()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.SetParticipantAsync(id, Carol);
        Assert.Equal(0, await Conversations.FindEveryoneReadUpToAsync(id));

        await Conversations.RemoveParticipantAsync(id, Bob);

        Assert.Equal(3, await Conversations.FindEveryoneReadUpToAsync(id));
        await Conversations.SetParticipantAsync(id, Bob);
        Assert.Equal(3, await Conversations.FindEveryoneReadUpToAsync(id));
    }

    private async Task<long?> UnreadAsync(ConversationId id, UserId user) => (await Conversations.FindReadStateAsync(id, user))?.UnreadCount;

    private Task<ImportProgress> ImportAsync(ConversationId id, UserId? sender) => Conversations.ImportAsync(
        id,
        new ImportedMessage[] { new() { Id = NewMessageId(), SenderId = sender, Text = "imported", CreatedAt = _past } }.ToAsyncEnumerable(),
        new() { MarkAsRead = false });
}
