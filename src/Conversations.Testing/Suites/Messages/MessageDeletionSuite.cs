using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests deleting messages.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class MessageDeletionSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 10)]
    public async Task A_deleted_message_is_in_no_read_result()
    {
        var id = await CreateAsync();
        var kept = await SendAsync(id, Alice, "kept");
        var deleted = await SendAsync(id, Alice, "words to forget");

        await Conversations.DeleteMessageAsync(id, deleted.Id);

        Assert.Null(await Conversations.FindMessageAsync(id, deleted.Id));
        Assert.Equal([kept], await AllAsync(Conversations.ListMessagesAsync(id)));
        Assert.Equal([kept], await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 })));
        Assert.DoesNotContain("words to forget", await StateOfAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Last_message_becomes_the_latest_that_is_not_deleted()
    {
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice);
        var second = await SendAsync(id, Bob);
        var third = await SendAsync(id, Alice);

        await Conversations.DeleteMessageAsync(id, second.Id);
        await Conversations.DeleteMessageAsync(id, third.Id);

        var found = await GetAsync(id);
        Assert.Equal(first, found.LastMessage);
        Assert.Equal((1, 3), (found.MessageCount, found.LastSequence));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Deleting_an_earlier_message_keeps_the_last_message()
    {
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice);
        var second = await SendAsync(id, Bob);

        await Conversations.DeleteMessageAsync(id, first.Id);

        var found = await GetAsync(id);
        Assert.Equal(second, found.LastMessage);
        Assert.Equal(1, found.MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 10)]
    public async Task A_conversation_whose_only_message_was_deleted_has_no_messages()
    {
        var id = await CreateAsync();

        await Conversations.DeleteMessageAsync(id, (await SendAsync(id, Alice)).Id);

        var found = await GetAsync(id);
        Assert.Equal((null, 0, 1), (found.LastMessage, found.MessageCount, found.LastSequence));
        Assert.Empty(await AllAsync(Conversations.ListMessagesAsync(id)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Deleting_does_not_move_last_activity_back()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromHours(1));
        var last = await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromHours(1));

        await Conversations.DeleteMessageAsync(id, last.Id);

        Assert.Equal(last.CreatedAt, (await GetAsync(id)).LastActivityAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task The_sequence_of_a_deleted_message_is_never_used_again()
    {
        var id = await CreateAsync();
        await Conversations.DeleteMessageAsync(id, (await SendAsync(id, Alice)).Id);

        Assert.Equal(2, (await SendAsync(id, Alice)).Sequence);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task A_message_sent_after_the_last_was_deleted_has_no_earlier_time()
    {
        var id = await CreateAsync();
        var deleted = await SendAsync(id, Alice);
        await Conversations.DeleteMessageAsync(id, deleted.Id);
        Clock.Shift(TimeSpan.FromHours(-1));

        Assert.Equal(deleted.CreatedAt, (await SendAsync(id, Alice)).CreatedAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 10)]
    public async Task Deleting_does_not_change_read_positions()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        await Conversations.DeleteMessageAsync(id, message.Id);

        Assert.Equal((1, 0), ((await GetParticipantAsync(id, Alice)).ReadUpTo, (await GetParticipantAsync(id, Bob)).ReadUpTo));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Deleting_twice_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.DeleteMessageAsync(id, message.Id);

        var error = await RefusesAsync<MessageNotFoundException>(id, () => Conversations.DeleteMessageAsync(id, message.Id));

        Assert.Equal((id, message.Id), (error.ConversationId, error.MessageId));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Writing_to_a_deleted_message_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, message.Id, Bob, "👍");
        await Conversations.DeleteMessageAsync(id, message.Id);

        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.EditMessageAsync(id, message.Id, new() { Text = "late" }));
        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.AddReactionAsync(id, message.Id, Bob, "👎"));
        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.RemoveReactionAsync(id, message.Id, Bob, "👍"));
        await RefusesAsync<MessageNotFoundException>(id, () => AllAsync(Conversations.ListReactionsAsync(id, message.Id)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Deleting_a_message_of_another_conversation_is_refused_and_deletes_nothing()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        var elsewhere = await SendAsync(other, Alice);

        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.DeleteMessageAsync(id, elsewhere.Id));

        Assert.Equal(elsewhere, await GetMessageAsync(other, elsewhere.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 10)]
    public async Task The_app_may_delete_system_messages_and_messages_of_removed_participants()
    {
        var id = await CreateAsync();
        var removed = await SendAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Bob);
        var (system, _) = await Conversations.SendSystemMessageAsync(id, "system");

        await Conversations.DeleteMessageAsync(id, removed.Id);
        await Conversations.DeleteMessageAsync(id, system!.Id);

        Assert.Equal(0, (await GetAsync(id)).MessageCount);
    }
}
