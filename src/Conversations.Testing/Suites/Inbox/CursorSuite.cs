using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests page sizes and cursors, above all those that are refused.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class CursorSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task A_page_size_out_of_bounds_is_refused(int size)
    {
        var (id, message, _) = await CreateListsAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Conversations.ListMessagesAsync(id).PageAsync(size));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Conversations.ListParticipantsAsync(id).PageAsync(size));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Conversations.ListReactionsAsync(id, message).PageAsync(size));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_can_be_used_again()
    {
        var (id, _, cursor) = await CreateListsAsync();

        var one = await Conversations.ListMessagesAsync(id).PageAsync(1, cursor);
        var other = await Conversations.ListMessagesAsync(id).PageAsync(1, cursor);

        Assert.Equal(one.Items, other.Items);
        Assert.Equal(one.Next, other.Next);
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("not a cursor")]
    [InlineData("'; drop table x; --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("😀")]
    public async Task A_malformed_cursor_is_refused(string cursor)
    {
        var (id, _, _) = await CreateListsAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, cursor));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}=")]
    [InlineData("{0}==")]
    public async Task A_cursor_with_white_space_or_padding_is_refused(string around)
    {
        var (id, _, cursor) = await CreateListsAsync();
        var changed = around.Replace("{0}", cursor, StringComparison.Ordinal);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, changed));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_huge_cursor_is_refused()
    {
        var (id, _, _) = await CreateListsAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, new('A', 1_000_000)));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_truncated_at_any_position_is_refused()
    {
        var (id, _, cursor) = await CreateListsAsync();

        for (var length = 0; length < cursor.Length; length++)
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, cursor[..length]));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_changed_at_any_position_is_refused()
    {
        var (id, _, cursor) = await CreateListsAsync();

        for (var at = 0; at < cursor.Length; at++)
        {
            var altered = cursor[..at] + (cursor[at] == 'z' ? 'A' : 'z') + cursor[(at + 1)..];
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, altered));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_with_extra_characters_is_refused()
    {
        var (id, _, cursor) = await CreateListsAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, cursor + "AAAA"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, "AAAA" + cursor));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var (id, message, cursor) = await CreateListsAsync();
        var participants = (await Conversations.ListParticipantsAsync(id).PageAsync(1)).Next;
        var reactions = (await Conversations.ListReactionsAsync(id, message).PageAsync(1)).Next;

        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListParticipantsAsync(id).PageAsync(1, cursor));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListReactionsAsync(id, message).PageAsync(1, participants));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, reactions));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_the_other_direction_is_refused()
    {
        var (id, _, cursor) = await CreateListsAsync();
        var forward = (await Conversations.ListMessagesAsync(id, new() { After = 0 }).PageAsync(1)).Next;

        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id, new() { After = 0 }).PageAsync(1, cursor));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, forward));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_a_list_with_another_starting_point_is_refused()
    {
        var (id, _, _) = await CreateListsAsync();
        MessageQuery[] queries =
        [
            new(), new() { Before = 4 }, new() { Before = 3 }, new() { After = 0 }, new() { After = 1 }, new() { Around = 1 }, new() { Around = 2 },
        ];
        foreach (var query in queries)
        {
            var cursor = Assert.IsType<string>((await Conversations.ListMessagesAsync(id, query).PageAsync(1)).Next);
            await Conversations.ListMessagesAsync(id, new() { Before = query.Before, After = query.After, Around = query.Around }).PageAsync(1, cursor);

            foreach (var other in queries.Where(other => other != query))
                await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id, other).PageAsync(1, cursor));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_the_default_list_is_valid_for_a_list_before_the_greatest_sequence()
    {
        var (id, _, cursor) = await CreateListsAsync();

        var page = await Conversations.ListMessagesAsync(id, new() { Before = long.MaxValue }).PageAsync(1, cursor);

        Assert.Equal(3, Assert.Single(page.Items).Sequence);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_another_conversation_is_refused()
    {
        var (id, _, _) = await CreateListsAsync();
        var (other, message, cursor) = await CreateListsAsync();
        var participants = (await Conversations.ListParticipantsAsync(other).PageAsync(1)).Next;
        var reactions = (await Conversations.ListReactionsAsync(other, message).PageAsync(1)).Next;

        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListMessagesAsync(id).PageAsync(1, cursor));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListParticipantsAsync(id).PageAsync(1, participants));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListReactionsAsync(id, message).PageAsync(1, reactions));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_another_message_is_refused()
    {
        var (id, message, _) = await CreateListsAsync();
        var reactions = (await Conversations.ListReactionsAsync(id, message).PageAsync(1)).Next;
        var other = (await SendAsync(id, Alice)).Id;

        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListReactionsAsync(id, other).PageAsync(1, reactions));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_does_not_reveal_the_ids_that_it_contains()
    {
        var (id, _, _) = await CreateListsAsync();

        var cursor = (await Conversations.ListParticipantsAsync(id).PageAsync(1)).Next!;

        Assert.DoesNotContain(id.Value, cursor, StringComparison.Ordinal);
        Assert.DoesNotContain(Alice.Value, cursor, StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_list_of_a_missing_conversation_or_message_throws_only_when_it_is_read()
    {
        var (id, message) = (NewId(), NewMessageId());
        var existing = await CreateAsync();

        var (messages, participants, reactions, none) = (
            Conversations.ListMessagesAsync(id),
            Conversations.ListParticipantsAsync(id),
            Conversations.ListReactionsAsync(id, message),
            Conversations.ListReactionsAsync(existing, message));

        await Assert.ThrowsAsync<ConversationNotFoundException>(() => messages.PageAsync());
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => participants.PageAsync());
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => reactions.PageAsync());
        await Assert.ThrowsAsync<MessageNotFoundException>(() => none.PageAsync());
    }

    private async Task<(ConversationId Id, MessageId Message, string Cursor)> CreateListsAsync()
    {
        var id = await CreateAsync();
        for (var i = 0; i < 3; i++)
            await SendAsync(id, Alice);

        var message = (await SendAsync(id, Bob)).Id;
        await Conversations.AddReactionAsync(id, message, Alice, "👍");
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        return (id, message, Assert.IsType<string>((await Conversations.ListMessagesAsync(id).PageAsync(1)).Next));
    }
}
