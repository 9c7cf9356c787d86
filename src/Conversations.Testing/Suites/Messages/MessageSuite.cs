using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests sending messages: what is stored, in which order, and which users may send.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class MessageSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.FindMessageAsync), 1)]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Message_reads_back_as_it_was_sent()
    {
        var id = await CreateAsync();
        var draft = new MessageDraft(" Is it *still*\r\n\tavailable? 😀 ") { Id = NewMessageId(), Custom = new() { ["b"] = "1", ["a"] = "2" } };

        var (sent, created) = await Conversations.SendMessageAsync(id, Alice, draft);
        var found = await GetMessageAsync(id, draft.Id!.Value);

        Assert.True(created);
        Assert.Equal(sent, found);
        Assert.Equal((draft.Id.Value, id, 1, Alice), (found.Id, found.ConversationId, found.Sequence, found.SenderId));
        Assert.Equal((MessageType.User, MessageOrigin.Api, draft.Text), (found.Type, found.Origin, found.Text));
        Assert.Equal("""{"b":"1","a":"2"}""", found.Custom.ToJson());
        Assert.Equal((Clock.GetUtcNow(), null, 0), (found.CreatedAt, found.EditedAt, found.Revision));
        Assert.Equal((null, null, false, 0), (found.ReplyTo, found.RepliedTo, found.IsReplyToDeleted, found.Reactions.Count));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 10)]
    public async Task Message_at_the_limit_reads_back()
    {
        var id = await CreateAsync();
        var text = string.Concat(Enumerable.Repeat("😀", 5_000));

        var sent = await SendAsync(id, Alice, text);

        Assert.Equal(text, (await GetMessageAsync(id, sent.Id)).Text);
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\u200b\u00ad")]
    [InlineData("a\0b")]
    public async Task An_invalid_text_is_refused_and_writes_nothing(string text)
    {
        var id = await CreateAsync();

        var error = await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.SendAsync(id, Alice, text));

        Assert.Equal("text", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_text_that_is_not_well_formed_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();

        await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.SendAsync(id, Alice, "a\ud800"));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_message_without_an_id_gets_a_new_id()
    {
        var id = await CreateAsync();

        var (one, other) = (await SendAsync(id, Alice), await SendAsync(id, Alice));

        Assert.NotEqual(one.Id, other.Id);
        Assert.Equal(2, (await GetAsync(id)).MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task Messages_are_ordered_by_the_sequence_in_which_they_were_stored()
    {
        var id = await CreateAsync();

        await Conversations.SendAsync(id, Alice, "one", new("z" + NewMessageId()));
        await Conversations.SendSystemMessageAsync(id, "two", new("m" + NewMessageId()));
        await Conversations.SendAsync(id, Bob, "three", new("a" + NewMessageId()));

        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal([(1, "one"), (2, "two"), (3, "three")], messages.Select(message => (message.Sequence, message.Text)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Sending_updates_message_count_last_message_and_last_activity()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var last = await SendAsync(id, Bob, "last");

        var found = await GetAsync(id);
        Assert.Equal((2, 2, Clock.GetUtcNow()), (found.MessageCount, found.LastSequence, found.LastActivityAt));
        Assert.Equal(last, found.LastMessage);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Sending_marks_the_conversation_as_read_for_the_sender_only()
    {
        var id = await CreateAsync();
        await SendAsync(id, Bob);

        await SendAsync(id, Alice);

        Assert.Equal(2, (await GetParticipantAsync(id, Alice)).ReadUpTo);
        Assert.Equal(1, (await GetParticipantAsync(id, Bob)).ReadUpTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task CreatedAt_never_decreases_when_the_clock_goes_back()
    {
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice);
        Clock.Shift(TimeSpan.FromHours(-1));

        var second = await SendAsync(id, Bob);

        Assert.Equal(first.CreatedAt, second.CreatedAt);
        Assert.Equal(first.CreatedAt, (await GetMessageAsync(id, second.Id)).CreatedAt);
        Assert.Equal(first.CreatedAt, (await GetAsync(id)).LastActivityAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task CreatedAt_follows_the_clock_again_once_it_has_caught_up()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        Clock.Shift(TimeSpan.FromHours(-1));
        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(Clock.GetUtcNow(), (await SendAsync(id, Alice)).CreatedAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Send_by_a_participant_with_read_access_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        var error = await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendAsync(id, Bob, "hello"));

        Assert.Equal((id, Bob), (error.ConversationId, error.UserId));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Send_by_a_user_who_never_took_part_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendAsync(id, Carol, "hello"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Send_by_a_removed_participant_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        await SendAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Bob);

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.SendAsync(id, Bob, "hello"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_participant_who_regains_write_access_may_send_again()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.ReadWrite });

        Assert.Equal(1, (await SendAsync(id, Bob)).Sequence);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task A_system_message_has_no_sender_and_does_not_change_read_positions()
    {
        var id = await CreateAsync();
        var draft = new MessageDraft("Payment received") { Id = NewMessageId(), Custom = new() { ["amount"] = "10" } };

        await Conversations.SendSystemMessageAsync(id, draft);

        var found = await GetMessageAsync(id, draft.Id!.Value);
        Assert.Equal((MessageType.System, null, MessageOrigin.Api, "10"), (found.Type, found.SenderId, found.Origin, found.Custom["amount"]));
        Assert.Equal(0, (await GetParticipantAsync(id, Alice)).ReadUpTo);
        Assert.Equal(found, (await GetAsync(id)).LastMessage);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Message_ids_of_two_conversations_are_independent()
    {
        var (one, other, messageId) = (await CreateAsync(), await CreateAsync(), NewMessageId());
        await Conversations.SendAsync(one, Alice, "in one", messageId);

        var (_, created) = await Conversations.SendAsync(other, Bob, "in the other", messageId);

        Assert.True(created);
        Assert.Equal("in one", (await GetMessageAsync(one, messageId)).Text);
        Assert.Equal("in the other", (await GetMessageAsync(other, messageId)).Text);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindMessageAsync), 1)]
    public async Task Find_returns_null_if_the_message_does_not_exist() =>
        Assert.Null(await Conversations.FindMessageAsync(await CreateAsync(), NewMessageId()));
}
