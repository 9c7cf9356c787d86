using Conversations.Storage;

namespace Conversations.Testing;

/// <content>The times of messages beside imported ones, and which message is the last one.</content>
public abstract partial class ImportSuite
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Import_does_not_change_the_times_of_messages_that_are_sent_and_edited_later()
    {
        var id = await CreateAsync();
        var ahead = Of("ahead", Clock.GetUtcNow().AddHours(23));
        await ImportAsync(id, [ahead]);
        Clock.Advance(_hour);

        var sent = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });
        await Conversations.EditMessageAsync(id, ahead.Id, new() { Text = "edited" });

        Assert.Equal(Clock.GetUtcNow(), sent.CreatedAt);
        Assert.Equal(Clock.GetUtcNow(), (await GetMessageAsync(id, sent.Id)).EditedAt);
        Assert.Equal(Clock.GetUtcNow(), (await GetMessageAsync(id, ahead.Id)).EditedAt);
        Assert.Equal(ahead.CreatedAt, (await GetAsync(id)).LastActivityAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task A_sent_message_is_never_earlier_than_the_last_sent_one_even_if_that_was_deleted()
    {
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice);
        Clock.Shift(-_hour);

        var second = (await Conversations.SendSystemMessageAsync(id, "system")).Message!;
        await Conversations.DeleteMessageAsync(id, first.Id);
        await Conversations.DeleteMessageAsync(id, second.Id);
        await ImportAsync(id, [Of("old", Past)]);
        var third = await SendAsync(id, Bob);

        Assert.Equal((first.CreatedAt, first.CreatedAt), (second.CreatedAt, third.CreatedAt));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    public async Task The_time_of_an_edit_is_the_time_of_the_edit_even_if_the_clock_went_back()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Clock.Shift(-_hour);

        await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });

        Assert.Equal(Clock.GetUtcNow(), (await GetMessageAsync(id, sent.Id)).EditedAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6, 11)]
    public async Task A_conversation_that_is_created_again_does_not_keep_the_time_of_the_last_sent_message()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.DeleteAsync(id);
        Clock.Shift(-_hour);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });

        Assert.Equal(Clock.GetUtcNow(), (await SendAsync(id, Alice)).CreatedAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task The_last_message_is_the_latest_by_time_in_every_read()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        await ImportAsync(id, [Of("old", Past)]);
        await AssertLastAsync(id, sent.Id);

        var same = Of("at the same time", sent.CreatedAt);
        await ImportAsync(id, [same]);
        await AssertLastAsync(id, same.Id);

        var ahead = Of("ahead", Clock.GetUtcNow().Add(_hour));
        await ImportAsync(id, [ahead, Of("older", Past)]);
        await SendAsync(id, Alice);
        await AssertLastAsync(id, ahead.Id);

        await Conversations.DeleteMessageAsync(id, ahead.Id);
        await AssertLastAsync(id, (await Conversations.ListMessagesAsync(id).PageAsync()).Items[0].Id);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task The_last_message_is_the_latest_by_time_while_many_unordered_messages_are_deleted()
    {
        var (id, random) = (await CreateAsync(), new Random(1));
        await ImportAsync(id, [.. Enumerable.Range(0, 1_500).Select(i => Of($"message {i}", Past.AddSeconds(random.Next(900))))]);
        var left = (await Store.ListMessagesAsync(new() { ConversationId = id, Limit = 10_000 }))!
            .OrderBy(message => message.CreatedAt).ThenBy(message => message.Sequence).ToList();

        for (var round = 0; round < 30; round++)
        {
            await AssertLastAsync(id, left[^1].Id);
            var from = random.Next(1, 1_501);
            await SetVisibleFromAsync(id, Bob, from);
            Assert.Equal(left.FindLast(one => one.Sequence >= from)?.Id, (await Store.FindConversationAsync(id, Bob))!.Conversation.LastMessage?.Id);
            await SetVisibleFromAsync(id, Bob, 1);

            var deleted = random.Next(2) == 0 ? left[^1] : left[random.Next(left.Count)];
            left.Remove(deleted);
            await Conversations.DeleteMessageAsync(id, deleted.Id);
        }
    }

    /// <summary>A participant whose first visible sequence moves past all messages has no last message, and gets the next one.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task The_last_message_is_the_latest_that_the_viewer_sees()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await ImportAsync(id, [Of("ahead", Clock.GetUtcNow().Add(_hour))]);
        var third = await SendAsync(id, Alice);

        await SetVisibleFromAsync(id, Bob, 3);
        Assert.Equal((third.Id, 1), await LastOfAsync(id, Bob));

        await SetVisibleFromAsync(id, Bob, 4);
        Assert.Equal((null, 0), await LastOfAsync(id, Bob));
        Assert.Empty(await AllAsync(Conversations.ListInboxAsync(Bob)));

        var old = Of("old", Past);
        await Conversations.ImportAsync(id, StreamAsync(old), new() { VisibleTo = ImportVisibility.Everyone });
        Assert.Equal((old.Id, 1), await LastOfAsync(id, Bob));
        Assert.Equal(old.Id, Assert.Single(await AllAsync(Conversations.ListInboxAsync(Bob))).LastMessage?.Id);
    }

    private async Task<(MessageId?, long)> LastOfAsync(ConversationId id, UserId viewer)
    {
        var conversation = (await Store.FindConversationAsync(id, viewer))!.Conversation;
        return (conversation.LastMessage?.Id, conversation.MessageCount);
    }

    private async Task AssertLastAsync(ConversationId id, MessageId expected)
    {
        var listed = Assert.Single(await Store.ListConversationsAsync(new(id.Value[..^1]), 1));
        var entry = Assert.Single(await AllAsync(Conversations.ListInboxAsync(Bob)), one => one.Conversation.Id == id);
        Assert.Equal(expected, (await GetAsync(id)).LastMessage?.Id);
        Assert.Equal((id, expected), (listed.Id, listed.LastMessage?.Id));
        Assert.Equal(expected, entry.LastMessage?.Id);
    }
}
