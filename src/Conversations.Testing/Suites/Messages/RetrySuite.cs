using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests sending with the id of a message that exists or was deleted.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class RetrySuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private MessageDraft Draft { get; } = new("hello") { Id = NewMessageId(), Custom = new() { ["a"] = "1", ["b"] = "2" } };

    private MessageId MessageId => Draft.Id!.Value;

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Retry_returns_the_stored_message_and_writes_nothing()
    {
        var id = await CreateAsync();
        var (sent, _) = await Conversations.SendMessageAsync(id, Alice, Draft);
        await SendAsync(id, Bob);
        var before = await StateOfAsync(id);
        Clock.Advance(TimeSpan.FromDays(400));

        var (message, created) = await Conversations.SendMessageAsync(id, Alice, Draft);

        Assert.False(created);
        Assert.Equal(sent, message);
        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 11)]
    public async Task Retry_by_another_provider_returns_the_stored_message()
    {
        var id = await CreateAsync();
        var (sent, _) = await Conversations.SendMessageAsync(id, Alice, Draft);

        var (message, created) = await Other.SendMessageAsync(id, Alice, Draft);

        Assert.False(created);
        Assert.Equal(sent, message);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Retry_with_custom_keys_in_another_order_is_the_same_content()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);

        var (message, created) = await Conversations.SendMessageAsync(id, Alice, Draft.With(one => one.Custom, new() { ["b"] = "2", ["a"] = "1" }));

        Assert.False(created);
        Assert.Equal("""{"a":"1","b":"2"}""", message?.Custom.ToJson());
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Retry_of_a_reply_returns_the_reply_with_the_answered_message()
    {
        var id = await CreateAsync();
        var reply = Draft.With(one => one.ReplyTo, (await SendAsync(id, Bob)).Id);
        var (sent, _) = await Conversations.SendMessageAsync(id, Alice, reply);

        var (message, created) = await Conversations.SendMessageAsync(id, Alice, reply);

        Assert.False(created);
        Assert.Equal(sent, message);
        Assert.NotNull(message?.RepliedTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Retry_of_a_system_message_returns_the_stored_message()
    {
        var id = await CreateAsync();
        var (sent, _) = await Conversations.SendSystemMessageAsync(id, Draft);

        var (message, created) = await Conversations.SendSystemMessageAsync(id, Draft);

        Assert.False(created);
        Assert.Equal(sent, message);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Other_content_with_the_same_id_is_a_conflict_and_writes_nothing()
    {
        var id = await CreateAsync();
        var answered = (await SendAsync(id, Bob)).Id;
        await Conversations.SendMessageAsync(id, Alice, Draft);
        MessageDraft[] others =
        [
            Draft.With(one => one.Text, "Hello"),
            Draft.With(one => one.Text, "hello "),
            Draft.With(one => one.Custom, CustomData.Empty),
            Draft.With(one => one.Custom, new() { ["a"] = "1", ["b"] = "3" }),
            Draft.With(one => one.Custom, new() { ["a"] = "1b", ["2"] = "" }),
            Draft.With(one => one.ReplyTo, answered),
        ];

        foreach (var other in others)
        {
            var error = await RefusesAsync<MessageConflictException>(id, () => Conversations.SendMessageAsync(id, Alice, other));
            Assert.Equal((id, MessageId), (error.ConversationId, error.MessageId));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task The_same_content_by_another_sender_is_a_conflict_and_writes_nothing()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);

        await RefusesAsync<MessageConflictException>(id, () => Conversations.SendMessageAsync(id, Bob, Draft));
        await RefusesAsync<MessageConflictException>(id, () => Conversations.SendSystemMessageAsync(id, Draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Sending_with_the_id_of_a_system_message_is_a_conflict()
    {
        var id = await CreateAsync();
        await Conversations.SendSystemMessageAsync(id, Draft);

        await RefusesAsync<MessageConflictException>(id, () => Conversations.SendMessageAsync(id, Alice, Draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Retry_after_an_edit_returns_the_edited_message()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);
        var edited = await Conversations.EditMessageAsync(id, MessageId, new() { Text = "edited", Custom = null });

        var (message, created) = await Conversations.SendMessageAsync(id, Alice, Draft);

        Assert.False(created);
        Assert.Equal(edited, message);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Sending_the_edited_content_with_the_same_id_is_a_conflict()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);
        await Conversations.EditMessageAsync(id, MessageId, new() { Text = "edited" });

        await RefusesAsync<MessageConflictException>(id, () => Conversations.SendMessageAsync(id, Alice, Draft.With(one => one.Text, "edited")));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 10)]
    public async Task Retry_after_the_delete_returns_no_message_and_does_not_restore_it()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);
        await Conversations.DeleteMessageAsync(id, MessageId);
        var before = await StateOfAsync(id);

        var (message, created) = await Conversations.SendMessageAsync(id, Alice, Draft);

        Assert.Equal((null, false), (message, created));
        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 10)]
    public async Task After_the_delete_other_content_of_the_same_sender_returns_no_message()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);
        await Conversations.DeleteMessageAsync(id, MessageId);

        var (message, created) = await Conversations.SendMessageAsync(id, Alice, Draft.With(one => one.Text, "another"));

        Assert.Equal((null, false), (message, created));
        Assert.Null(await Conversations.FindMessageAsync(id, MessageId));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 10)]
    public async Task Sending_with_the_id_of_a_deleted_message_of_another_sender_is_a_conflict()
    {
        var id = await CreateAsync();
        await Conversations.SendMessageAsync(id, Alice, Draft);
        await Conversations.DeleteMessageAsync(id, MessageId);

        await RefusesAsync<MessageConflictException>(id, () => Conversations.SendMessageAsync(id, Bob, Draft));
        await RefusesAsync<MessageConflictException>(id, () => Conversations.SendSystemMessageAsync(id, Draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 10)]
    public async Task Retry_of_a_deleted_system_message_returns_no_message()
    {
        var id = await CreateAsync();
        await Conversations.SendSystemMessageAsync(id, Draft);
        await Conversations.DeleteMessageAsync(id, MessageId);

        Assert.Equal(new SendResult(null, Created: false), await Conversations.SendSystemMessageAsync(id, Draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_who_may_no_longer_send_is_refused_without_revealing_the_message()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await Conversations.SendMessageAsync(id, Alice, Draft);
        await Conversations.RemoveParticipantAsync(id, Alice);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendMessageAsync(id, Alice, Draft));
        await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendMessageAsync(id, Alice, Draft.With(one => one.Text, "other")));
        await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendMessageAsync(id, Bob, Draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_retry_that_is_no_longer_allowed_is_refused_even_if_the_message_was_deleted()
    {
        var id = await CreateAsync(Alice, Bob);
        await Conversations.SendMessageAsync(id, Alice, Draft);
        await Conversations.DeleteMessageAsync(id, MessageId);
        await Conversations.SetParticipantAsync(id, Alice, new() { Access = ParticipantAccess.Read });

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendMessageAsync(id, Alice, Draft));
    }

    private IConversations Other =>
        (IConversations)(Build().GetService(typeof(IConversations)) ?? throw new InvalidOperationException("IConversations is not registered."));
}
