using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests reading messages page by page: newest first, before a sequence, after a sequence and around a sequence.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class MessageListSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task Messages_are_listed_newest_first_by_default() =>
        Assert.Equal([5, 4, 3, 2, 1], await SequencesAsync(await CreateAsync(5), null));

    [Theory]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [InlineData(0, new long[0])]
    [InlineData(1, new long[0])]
    [InlineData(3, new long[] { 2, 1 })]
    [InlineData(6, new long[] { 5, 4, 3, 2, 1 })]
    [InlineData(long.MaxValue, new long[] { 5, 4, 3, 2, 1 })]
    public async Task Before_returns_the_messages_before_a_sequence_nearest_first(long before, long[] expected) =>
        Assert.Equal(expected, await SequencesAsync(await CreateAsync(5), new() { Before = before }));

    [Theory]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [InlineData(0, new long[] { 1, 2, 3, 4, 5 })]
    [InlineData(3, new long[] { 4, 5 })]
    [InlineData(5, new long[0])]
    [InlineData(6, new long[0])]
    [InlineData(long.MaxValue - 1, new long[0])]
    [InlineData(long.MaxValue, new long[0])]
    public async Task After_returns_the_messages_after_a_sequence_nearest_first(long after, long[] expected) =>
        Assert.Equal(expected, await SequencesAsync(await CreateAsync(5), new() { After = after }));

    [Theory]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [InlineData(0, 4, new long[] { 1, 2, 3, 4 })]
    [InlineData(1, 4, new long[] { 1, 2, 3, 4 })]
    [InlineData(5, 1, new long[] { 5 })]
    [InlineData(5, 2, new long[] { 4, 5 })]
    [InlineData(5, 3, new long[] { 4, 5, 6 })]
    [InlineData(5, 4, new long[] { 3, 4, 5, 6 })]
    [InlineData(5, 5, new long[] { 3, 4, 5, 6, 7 })]
    [InlineData(9, 4, new long[] { 7, 8, 9 })]
    [InlineData(10, 4, new long[] { 8, 9 })]
    [InlineData(long.MaxValue, 4, new long[] { 8, 9 })]
    [InlineData(5, 100, new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public async Task Around_returns_a_page_with_the_sequence_in_its_middle(long around, int size, long[] expected)
    {
        var id = await CreateAsync(9);

        var page = await Conversations.ListMessagesAsync(id, new() { Around = around }).PageAsync(size);

        Assert.Equal(expected, page.Items.Select(message => message.Sequence));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task Pages_after_a_page_around_a_sequence_continue_to_the_newest_message()
    {
        var id = await CreateAsync(9);
        var list = Conversations.ListMessagesAsync(id, new() { Around = 4 });
        var first = await list.PageAsync(3);

        var second = await list.PageAsync(3, first.Next);
        var third = await list.PageAsync(3, second.Next);

        Assert.Equal([3, 4, 5], first.Items.Select(message => message.Sequence));
        Assert.Equal([6, 7, 8], second.Items.Select(message => message.Sequence));
        Assert.Equal([9], third.Items.Select(message => message.Sequence));
        Assert.Null(third.Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task Deleted_messages_take_no_place_on_a_page()
    {
        var id = await CreateAsync(9);
        await DeleteAsync(id, 2, 4, 5, 9);

        Assert.Equal([8, 7, 6], await PageAsync(id, new(), 3));
        Assert.Equal([3, 1], await PageAsync(id, new() { Before = 6 }, 3));
        Assert.Equal([3, 6, 7], await PageAsync(id, new() { After = 1 }, 3));
        Assert.Equal([3, 6, 7], await PageAsync(id, new() { Around = 4 }, 3));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task The_list_continues_after_a_gap_of_deleted_messages()
    {
        var id = await CreateAsync(9);
        await DeleteAsync(id, 3, 4, 5, 6, 7);

        Assert.Equal([9, 8, 2, 1], await SequencesAsync(id, null));
        Assert.Equal([1, 2, 8, 9], await SequencesAsync(id, new() { After = 0 }));
    }

    [Theory]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_together_are_the_whole_list_in_both_directions(int size)
    {
        var id = await CreateAsync(7);
        await DeleteAsync(id, 4);

        Assert.Equal([7, 6, 5, 3, 2, 1], await PagedAsync(id, new(), size));
        Assert.Equal([1, 2, 3, 5, 6, 7], await PagedAsync(id, new() { After = 0 }, size));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_page_has_thirty_messages_by_default()
    {
        var id = await CreateAsync(31);

        var page = await Conversations.ListMessagesAsync(id).PageAsync();

        Assert.Equal(30, page.Items.Count);
        Assert.NotNull(page.Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task The_last_page_has_no_next()
    {
        var id = await CreateAsync(4);

        Assert.Null((await Conversations.ListMessagesAsync(id).PageAsync(4)).Next);
        Assert.Null((await Conversations.ListMessagesAsync(id, new() { After = 2 }).PageAsync(2)).Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task The_list_of_a_conversation_without_messages_is_empty()
    {
        var page = await Conversations.ListMessagesAsync(await CreateAsync(0)).PageAsync();

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task More_messages_than_the_largest_page_are_listed_without_loss()
    {
        var id = await CreateAsync(101);

        Assert.Equal(Enumerable.Range(1, 101).Select(i => (long)i), await SequencesAsync(id, new() { After = 0 }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task Paging_back_neither_repeats_nor_loses_a_message_while_new_ones_arrive()
    {
        var id = await CreateAsync(4);
        var first = await Conversations.ListMessagesAsync(id).PageAsync(2);
        await SendAsync(id, Alice);

        var second = await Conversations.ListMessagesAsync(id).PageAsync(2, first.Next);

        Assert.Equal([2, 1], second.Items.Select(message => message.Sequence));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task Paging_continues_if_the_message_at_the_cursor_was_deleted()
    {
        var id = await CreateAsync(4);
        var first = await Conversations.ListMessagesAsync(id).PageAsync(2);
        await DeleteAsync(id, 3);

        var second = await Conversations.ListMessagesAsync(id).PageAsync(2, first.Next);

        Assert.Equal([2, 1], second.Items.Select(message => message.Sequence));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task Paging_works_with_the_continued_sequences_of_a_recreated_conversation()
    {
        var id = await CreateAsync(3);
        await Conversations.DeleteAsync(id);
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });
        await SendAsync(id, Alice);
        await SendAsync(id, Alice);

        Assert.Equal([5, 4], await SequencesAsync(id, null));
        Assert.Equal([4, 5], await SequencesAsync(id, new() { After = 0 }));
        Assert.Equal([4, 5], await PageAsync(id, new() { Around = 1 }, 5));
        Assert.Empty(await SequencesAsync(id, new() { Before = 4 }));
    }

    private async Task<ConversationId> CreateAsync(int messages)
    {
        var id = await CreateAsync();
        for (var i = 0; i < messages; i++)
            await SendAsync(id, Alice, $"message {i}");

        return id;
    }

    private async Task DeleteAsync(ConversationId id, params long[] sequences)
    {
        foreach (var message in await AllAsync(Conversations.ListMessagesAsync(id)))
        {
            if (sequences.Contains(message.Sequence))
                await Conversations.DeleteMessageAsync(id, message.Id);
        }
    }

    private async Task<List<long>> SequencesAsync(ConversationId id, MessageQuery? query) =>
        [.. (await AllAsync(Conversations.ListMessagesAsync(id, query))).Select(message => message.Sequence)];

    private async Task<List<long>> PageAsync(ConversationId id, MessageQuery query, int size) =>
        [.. (await Conversations.ListMessagesAsync(id, query).PageAsync(size)).Items.Select(message => message.Sequence)];

    private async Task<List<long>> PagedAsync(ConversationId id, MessageQuery query, int size)
    {
        var (all, cursor) = (new List<long>(), (string?)null);
        do
        {
            var page = await Conversations.ListMessagesAsync(id, query).PageAsync(size, cursor);
            Assert.InRange(page.Items.Count, 1, size);
            all.AddRange(page.Items.Select(message => message.Sequence));
            cursor = page.Next;
        }
        while (cursor is not null);

        return all;
    }
}
