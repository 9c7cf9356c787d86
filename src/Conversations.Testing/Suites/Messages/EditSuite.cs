using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests editing messages.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class EditSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    public async Task Edit_changes_the_text_and_sets_time_and_revision()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });

        Assert.Equal(sent with { Text = "edited", EditedAt = Clock.GetUtcNow(), Revision = 1 }, edited);
        Assert.Equal(edited, await GetMessageAsync(id, sent.Id));
        Assert.Equal(edited, Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Edit_of_the_last_message_shows_in_the_conversation()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });

        Assert.Equal(edited, (await GetAsync(id)).LastMessage);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6, 7)]
    public async Task Edit_changes_neither_last_activity_nor_read_positions()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });

        Assert.Equal(sent.CreatedAt, (await GetAsync(id)).LastActivityAt);
        Assert.Equal((1, 0), ((await GetParticipantAsync(id, Alice)).ReadUpTo, (await GetParticipantAsync(id, Bob)).ReadUpTo));
    }

    /// <summary>The time of a message never goes back, but that of an edit is the time of its change, as the clock shows it.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    public async Task The_time_of_an_edit_is_that_of_the_clock_although_the_clock_was_put_back()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "one" });
        Clock.Shift(TimeSpan.FromHours(-1));

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "two" });

        Assert.Equal(Clock.GetUtcNow(), edited.EditedAt);
        Assert.Equal(sent.CreatedAt, edited.CreatedAt);
        Assert.Equal(edited, await GetMessageAsync(id, sent.Id));
        Assert.Equal(edited.EditedAt, (await Store.ListChangesAsync(id, 0, 100)).Changes[^1].At);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    public async Task Each_edit_raises_the_revision()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "one" });

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "two" }, expectedRevision: 1);

        Assert.Equal(2, edited.Revision);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Edit_at_another_revision_than_expected_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "one" });

        var error = await RefusesAsync<ConversationConflictException>(
            id, () => Conversations.EditMessageAsync(id, sent.Id, new() { Text = "two" }, expectedRevision: 0));

        Assert.Equal((id, sent.Id, 0, 1), (error.ConversationId, error.MessageId, error.Expected, error.Actual));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Edit_that_changes_nothing_writes_nothing()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        var before = await StateOfAsync(id);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = sent.Text, Custom = new() { ["never"] = null } });

        Assert.Equal(sent, edited);
        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    public async Task Edit_patches_custom_data_key_by_key_and_keeps_the_text()
    {
        var id = await CreateAsync();
        var draft = new MessageDraft("hello") { Id = NewMessageId(), Custom = new() { ["z"] = "1", ["a"] = "2", ["m"] = "3" } };
        await Conversations.SendMessageAsync(id, Alice, draft);

        var edited = await Conversations.EditMessageAsync(
            id, draft.Id!.Value, new() { Custom = new() { ["b"] = "new", ["z"] = "replaced", ["a"] = null } });

        Assert.Equal(("hello", 1), (edited.Text, edited.Revision));
        Assert.Equal("""{"z":"replaced","m":"3","b":"new"}""", (await GetMessageAsync(id, draft.Id.Value)).Custom.ToJson());
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 9)]
    public async Task Null_resets_the_custom_data_of_a_message()
    {
        var id = await CreateAsync();
        var draft = new MessageDraft("hello") { Id = NewMessageId(), Custom = new() { ["a"] = "1" } };
        await Conversations.SendMessageAsync(id, Alice, draft);

        await Conversations.EditMessageAsync(id, draft.Id!.Value, new() { Custom = null });

        Assert.Empty((await GetMessageAsync(id, draft.Id.Value)).Custom);
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\u200b")]
    public async Task Edit_to_an_invalid_text_is_refused_and_writes_nothing(string? text)
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.EditMessageAsync(id, sent.Id, new() { Text = text, Custom = new() { ["a"] = "1" } }));

        Assert.Equal("text", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Edit_that_makes_custom_data_exceed_its_limit_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var full = CustomData.From(Enumerable.Range(0, 50).Select(i => KeyValuePair.Create($"key {i}", "")));
        var (sent, _) = await Conversations.SendMessageAsync(id, Alice, new("hello") { Custom = full });

        await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.EditMessageAsync(id, sent!.Id, new() { Text = "edited", Custom = new() { ["one more"] = "" } }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_app_may_edit_a_system_message()
    {
        var id = await CreateAsync();
        var (sent, _) = await Conversations.SendSystemMessageAsync(id, "Payment recieved");

        var edited = await Conversations.EditMessageAsync(id, sent!.Id, new() { Text = "Payment received" });

        Assert.Equal(("Payment received", MessageType.System), (edited.Text, edited.Type));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_app_may_edit_a_message_of_a_removed_participant()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Bob);

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });

        Assert.Equal(("edited", Bob), (edited.Text, edited.SenderId));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Edit_keeps_the_reactions()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, sent.Id, Bob, "👍");

        var edited = await Conversations.EditMessageAsync(id, sent.Id, new() { Text = "edited" });

        Assert.Equal([new("👍", 1, ByViewer: false)], edited.Reactions);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Edit_of_a_message_of_another_conversation_is_refused_and_writes_nothing()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        var elsewhere = await SendAsync(other, Alice);

        var error = await RefusesAsync<MessageNotFoundException>(
            id, () => Conversations.EditMessageAsync(id, elsewhere.Id, new() { Text = "edited" }));

        Assert.Equal((id, elsewhere.Id), (error.ConversationId, error.MessageId));
        Assert.Equal(elsewhere, await GetMessageAsync(other, elsewhere.Id));
    }
}
