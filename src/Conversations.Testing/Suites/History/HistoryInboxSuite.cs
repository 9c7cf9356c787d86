using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests the inbox and the read state of a participant who does not see all of the past.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class HistoryInboxSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private UserSession AsCarol => Conversations.As(Carol);

    private static ParticipantPatch SinceJoin => new() { History = History.SinceJoin };

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_conversation_without_a_visible_message_is_not_in_the_inbox()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);

        Assert.Empty(await AllAsync(AsCarol.ListInboxAsync()));
        Assert.Equal([id], await IdsAsync(new() { IncludeEmpty = true }));
        Assert.Single(await AllAsync(Conversations.As(Alice).ListInboxAsync()));
        Assert.Equal([id], await IdsAsync(new() { IncludeEmpty = true, Filters = [ConversationFilter.HasMessages(false)] }));
        Assert.Empty(await IdsAsync(new() { IncludeEmpty = true, Filters = [ConversationFilter.HasMessages()] }));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_conversation_enters_the_inbox_with_its_first_visible_message()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);

        var message = await SendLaterAsync(id, Alice);

        var entry = Assert.Single(await AllAsync(AsCarol.ListInboxAsync()));
        Assert.Equal((message.Id, 1, 1), (entry.Conversation.LastMessage!.Id, entry.Conversation.MessageCount, entry.UnreadCount));
        Assert.Equal([id], await IdsAsync(new() { Filters = [ConversationFilter.HasMessages()] }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    [Rule(nameof(IInboxStore.FindEntryAsync), 1)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task The_conversation_and_its_entry_show_visible_messages_only()
    {
        var id = await CreateWithCarolAsync(3, new() { History = History.Last(1) });

        var conversation = await AsCarol.FindAsync(id);
        var entry = await AsCarol.FindEntryAsync(id);

        Assert.Equal((1, 3), (conversation!.MessageCount, conversation.LastMessage!.Sequence));
        Assert.Equal((1, 3, 0), (entry!.Conversation.MessageCount, entry.Conversation.LastMessage!.Sequence, entry.UnreadCount));
        Assert.Equal(3, (await GetAsync(id)).MessageCount);
        Assert.Equal(3, (await Conversations.As(Alice).FindAsync(id))!.MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Without_a_visible_message_there_is_no_last_message_and_nothing_is_unread()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);

        var conversation = await AsCarol.FindAsync(id);
        var entry = await AsCarol.FindEntryAsync(id);

        Assert.Equal((0, null), (conversation!.MessageCount, conversation.LastMessage));
        Assert.Equal((0, null, 0, false), (entry!.Conversation.MessageCount, entry.Conversation.LastMessage, entry.UnreadCount, entry.IsUnread));
        Assert.Equal(0, (await AsCarol.FindReadStateAsync(id))!.UnreadCount);
        Assert.Equal(4, entry.Participant.VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Deleting_the_last_visible_message_takes_the_conversation_out_of_the_inbox_of_that_participant()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);
        var visible = await SendLaterAsync(id, Alice);

        await Conversations.DeleteMessageAsync(id, visible.Id);

        Assert.Empty(await AllAsync(AsCarol.ListInboxAsync()));
        Assert.Null((await AsCarol.FindAsync(id))!.LastMessage);
        Assert.Equal(0, (await AsCarol.FindReadStateAsync(id))!.UnreadCount);
        var entry = Assert.Single(await AllAsync(Conversations.As(Bob).ListInboxAsync()));
        Assert.Equal((3, 3), (entry.Conversation.LastMessage!.Sequence, entry.Conversation.MessageCount));

        await SendLaterAsync(id, Alice);

        Assert.Equal(5, Assert.Single(await AllAsync(AsCarol.ListInboxAsync())).Conversation.LastMessage!.Sequence);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Deleting_the_last_message_shows_the_latest_visible_one()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);
        var first = await SendLaterAsync(id, Alice);
        var second = await SendLaterAsync(id, Bob);

        await Conversations.DeleteMessageAsync(id, second.Id);

        Assert.Equal(first.Id, (await AsCarol.FindAsync(id))!.LastMessage!.Id);
        Assert.Equal(1, (await AsCarol.FindAsync(id))!.MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Deleting_hidden_messages_changes_nothing_for_the_participant()
    {
        var id = await CreateWithCarolAsync(3, SinceJoin);
        await SendLaterAsync(id, Alice);
        await SendLaterAsync(id, Bob);
        var before = await AsCarol.FindEntryAsync(id);

        foreach (var message in (await AllAsync(Conversations.ListMessagesAsync(id))).Where(one => one.Sequence <= 3))
            await Conversations.DeleteMessageAsync(id, message.Id);

        var after = await AsCarol.FindEntryAsync(id);
        Assert.Equal((2, 2), (before!.UnreadCount, before.Conversation.MessageCount));
        Assert.Equal((2, 2), (after!.UnreadCount, after.Conversation.MessageCount));
        Assert.Equal(before.Conversation.LastMessage!.Id, after.Conversation.LastMessage!.Id);
        Assert.Equal(2, (await AsCarol.FindReadStateAsync(id))!.UnreadCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_hidden_imported_message_with_a_later_time_is_not_the_last_message_of_the_participant()
    {
        var id = await CreateAsync();
        await SendLaterAsync(id, Alice);
        var imported = new ImportedMessage { Id = NewMessageId(), Text = "old", CreatedAt = Clock.GetUtcNow().AddHours(2) };
        await Conversations.ImportAsync(id, new[] { imported }.ToAsyncEnumerable());
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        var sent = await SendLaterAsync(id, Bob);

        Assert.Equal(imported.Id, (await GetAsync(id)).LastMessage!.Id);
        Assert.Equal(imported.Id, (await Conversations.As(Alice).FindAsync(id))!.LastMessage!.Id);
        Assert.Equal(sent.Id, (await AsCarol.FindAsync(id))!.LastMessage!.Id);
        Assert.Equal(sent.Id, Assert.Single(await AllAsync(AsCarol.ListInboxAsync())).Conversation.LastMessage!.Id);
    }

    private async Task<ConversationId> CreateWithCarolAsync(int count, ParticipantPatch patch)
    {
        var id = await CreateAsync();
        for (var i = 0; i < count; i++)
            await SendLaterAsync(id, i % 2 == 0 ? Alice : Bob);

        await Conversations.SetParticipantAsync(id, Carol, patch);
        return id;
    }

    private async Task<Message> SendLaterAsync(ConversationId id, UserId sender)
    {
        Clock.Advance(TimeSpan.FromMinutes(2));
        return await SendAsync(id, sender);
    }

    private async Task<List<ConversationId>> IdsAsync(ConversationQuery query) =>
        [.. (await AllAsync(AsCarol.ListInboxAsync(query))).Select(entry => entry.Conversation.Id)];
}
