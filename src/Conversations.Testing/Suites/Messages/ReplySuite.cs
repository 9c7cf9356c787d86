using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests messages that reply to other messages.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ReplySuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 3)]
    public async Task Reply_contains_the_answered_message()
    {
        var id = await CreateAsync();
        var answered = await SendAsync(id, Alice, "question");

        var (reply, _) = await Conversations.SendMessageAsync(id, Bob, new("answer") { ReplyTo = answered.Id });

        Assert.Equal((answered.Id, answered, false), (reply?.ReplyTo, reply?.RepliedTo, reply?.IsReplyToDeleted));
        Assert.Equal(reply, await GetMessageAsync(id, reply!.Id));
        Assert.Equal([reply, answered], await AllAsync(Conversations.ListMessagesAsync(id)));
        Assert.Equal(reply, (await GetAsync(id)).LastMessage);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 3)]
    public async Task Reply_contains_the_current_answered_message_with_its_reactions()
    {
        var id = await CreateAsync();
        var answered = await SendAsync(id, Alice, "question");
        var (reply, _) = await Conversations.SendMessageAsync(id, Bob, new("answer") { ReplyTo = answered.Id });

        await Conversations.EditMessageAsync(id, answered.Id, new() { Text = "edited" });
        await Conversations.AddReactionAsync(id, answered.Id, Bob, "👍");

        Assert.Equal(await GetMessageAsync(id, answered.Id), (await GetMessageAsync(id, reply!.Id)).RepliedTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 3)]
    public async Task Reply_contains_the_answered_message_only_one_level_deep()
    {
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice);
        var (second, _) = await Conversations.SendMessageAsync(id, Bob, new("second") { ReplyTo = first.Id });
        var (third, _) = await Conversations.SendMessageAsync(id, Alice, new("third") { ReplyTo = second!.Id });

        var answered = (await GetMessageAsync(id, third!.Id)).RepliedTo;

        Assert.Equal((second.Id, first.Id, null), (answered?.Id, answered?.ReplyTo, answered?.RepliedTo));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 3)]
    public async Task Reply_to_a_message_that_was_deleted_later_reports_the_deletion()
    {
        var id = await CreateAsync();
        var answered = await SendAsync(id, Alice);
        var (reply, _) = await Conversations.SendMessageAsync(id, Bob, new("answer") { ReplyTo = answered.Id });

        await Conversations.DeleteMessageAsync(id, answered.Id);

        var found = await GetMessageAsync(id, reply!.Id);
        Assert.Equal((answered.Id, null, true), (found.ReplyTo, found.RepliedTo, found.IsReplyToDeleted));
        Assert.Equal(found, Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Reply_to_a_message_that_never_existed_is_refused_and_writes_nothing()
    {
        var (id, missing) = (await CreateAsync(), NewMessageId());

        var error = await RefusesAsync<MessageNotFoundException>(
            id, () => Conversations.SendMessageAsync(id, Alice, new("answer") { ReplyTo = missing }));

        Assert.Equal((id, missing), (error.ConversationId, error.MessageId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Reply_to_a_deleted_message_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var deleted = (await SendAsync(id, Alice)).Id;
        await Conversations.DeleteMessageAsync(id, deleted);

        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.SendMessageAsync(id, Bob, new("answer") { ReplyTo = deleted }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Reply_to_a_message_of_another_conversation_is_refused_and_writes_nothing()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        var elsewhere = await SendAsync(other, Alice);

        await RefusesAsync<MessageNotFoundException>(
            id, () => Conversations.SendMessageAsync(id, Alice, new("answer") { ReplyTo = elsewhere.Id }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Reply_by_a_user_to_a_system_message_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var (system, _) = await Conversations.SendSystemMessageAsync(id, "system");

        var error = await RefusesAsync<ConversationAccessException>(
            id, () => Conversations.SendMessageAsync(id, Alice, new("answer") { ReplyTo = system!.Id }));

        Assert.Equal(Alice, error.UserId);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Reply_by_the_app_to_a_system_message_is_allowed()
    {
        var id = await CreateAsync();
        var (system, _) = await Conversations.SendSystemMessageAsync(id, "system");

        var (reply, created) = await Conversations.SendSystemMessageAsync(id, new MessageDraft("more") { ReplyTo = system!.Id });

        Assert.True(created);
        Assert.Equal(system, reply?.RepliedTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Reply_by_a_user_who_may_not_send_is_refused_before_the_answered_message_is_checked()
    {
        var id = await CreateAsync();
        var missing = NewMessageId();

        await RefusesAsync<ConversationAccessException>(
            id, () => Conversations.SendMessageAsync(id, Carol, new("answer") { ReplyTo = missing }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Retry_of_a_reply_returns_the_reply_even_if_the_answered_message_was_deleted()
    {
        var id = await CreateAsync();
        var answered = await SendAsync(id, Alice);
        var draft = new MessageDraft("answer") { Id = NewMessageId(), ReplyTo = answered.Id };
        await Conversations.SendMessageAsync(id, Bob, draft);
        await Conversations.DeleteMessageAsync(id, answered.Id);
        var before = await StateOfAsync(id);

        var (message, created) = await Conversations.SendMessageAsync(id, Bob, draft);

        Assert.False(created);
        Assert.Equal((draft.Id, true), (message?.Id, message?.IsReplyToDeleted));
        Assert.Equal(before, await StateOfAsync(id));
    }
}
