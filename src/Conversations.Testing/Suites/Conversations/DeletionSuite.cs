using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests deleting and recreating conversations.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class DeletionSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task Delete_hides_everything_immediately()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        Assert.True(await Conversations.DeleteAsync(id));

        Assert.Null(await Conversations.FindAsync(id));
        Assert.Null(await Conversations.FindMessageAsync(id, message.Id));
        Assert.Null(await Conversations.FindParticipantAsync(id, Alice));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => AllAsync(Conversations.ListMessagesAsync(id)));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => AllAsync(Conversations.ListParticipantsAsync(id)));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => AllAsync(Conversations.ListReactionsAsync(id, message.Id)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Delete_is_idempotent()
    {
        var id = await CreateAsync();
        await Conversations.DeleteAsync(id);
        var before = await StateOfAsync(id);

        Assert.False(await Conversations.DeleteAsync(id));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Delete_of_a_conversation_that_never_existed_writes_nothing()
    {
        var id = NewId();

        Assert.False(await Conversations.DeleteAsync(id));

        Assert.Empty((await Store.ListChangesAsync(id, 0, 10)).Changes);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 11)]
    public async Task Writing_to_a_deleted_conversation_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Alice)).Id;
        await Conversations.DeleteAsync(id);
        Func<Task>[] calls =
        [
            () => Conversations.UpdateAsync(id, new() { Subject = "Late" }),
            () => Conversations.SetParticipantAsync(id, Alice),
            () => Conversations.RemoveParticipantAsync(id, Alice),
            () => Conversations.SendAsync(id, Alice, "late"),
            () => Conversations.SendAsync(id, Alice, "hello", message),
            () => Conversations.SendSystemMessageAsync(id, "late"),
            () => Conversations.EditMessageAsync(id, message, new() { Text = "late" }),
            () => Conversations.DeleteMessageAsync(id, message),
            () => Conversations.AddReactionAsync(id, message, Bob, "👍"),
            () => Conversations.RemoveReactionAsync(id, message, Bob, "👍"),
            () => Conversations.ImportAsync(id, AsyncEnumerable.Empty<ImportedMessage>()),
        ];

        foreach (var call in calls)
            await RefusesAsync<ConversationNotFoundException>(id, call);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Writing_to_a_conversation_that_never_existed_is_refused_and_writes_nothing()
    {
        var (id, message) = (NewId(), NewMessageId());
        Func<Task>[] calls =
        [
            () => Conversations.SetParticipantAsync(id, Alice),
            () => Conversations.RemoveParticipantAsync(id, Alice),
            () => Conversations.SendAsync(id, Alice, "early"),
            () => Conversations.SendSystemMessageAsync(id, "early"),
            () => Conversations.SendMessageAsync(id, Alice, new("early") { ReplyTo = message }),
            () => Conversations.EditMessageAsync(id, message, new() { Text = "early" }),
            () => Conversations.DeleteMessageAsync(id, message),
            () => Conversations.AddReactionAsync(id, message, Bob, "👍"),
            () => Conversations.RemoveReactionAsync(id, message, Bob, "👍"),
        ];

        foreach (var call in calls)
            await RefusesAsync<ConversationNotFoundException>(id, call);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5, 11)]
    public async Task Recreated_conversation_continues_version_settings_version_and_sequence()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await SendAsync(id, Bob);
        await Conversations.UpdateAsync(id, new() { Subject = "Before" });
        await Conversations.DeleteAsync(id);

        var (again, isNew) = await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });
        var message = await SendAsync(id, Alice);

        Assert.True(isNew);
        Assert.Equal((6, 4, 2), (again.Version, again.SettingsVersion, again.LastSequence));
        Assert.Equal(3, message.Sequence);
        Assert.Equal(7, (await GetAsync(id)).Version);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task Recreated_conversation_contains_nothing_of_the_deleted_one()
    {
        var id = NewId();
        await Conversations.CreateIfNotExistsAsync(id, new()
        {
            Participants = [new(Alice), new(Bob)],
            Subject = "Old",
            WelcomeMessages = ["Old"],
            Custom = new() { ["old"] = "1" },
        });
        var message = await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, message.Id, Bob, "👍");
        await Conversations.DeleteAsync(id);
        Clock.Advance(TimeSpan.FromHours(1));

        var (again, _) = await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Carol)] });

        Assert.Equal((null, 0, 1), (again.Subject, again.WelcomeMessages.Count, again.ParticipantCount));
        Assert.Empty(again.Custom);
        Assert.Equal((0, null, null), (again.MessageCount, again.LastMessage, again.LastActivityAt));
        Assert.Equal(Clock.GetUtcNow(), again.CreatedAt);
        Assert.Empty(await AllAsync(Conversations.ListMessagesAsync(id)));
        Assert.Equal([Carol], (await AllAsync(Conversations.ListParticipantsAsync(id))).Select(one => one.UserId));
        Assert.Null(await FindMembershipAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8, 11)]
    public async Task Nothing_is_unread_in_a_recreated_conversation()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.DeleteAsync(id);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });

        var alice = await GetParticipantAsync(id, Alice);
        Assert.Equal((1, 1), (alice.JoinedAfter, alice.ReadUpTo));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 11)]
    public async Task Message_ids_are_free_again_in_a_recreated_conversation()
    {
        var (id, messageId) = (await CreateAsync(), NewMessageId());
        await Conversations.SendAsync(id, Alice, "old", messageId);
        await Conversations.DeleteAsync(id);
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });

        var (message, created) = await Conversations.SendAsync(id, Bob, "new", messageId);

        Assert.True(created);
        Assert.Equal(("new", 2), (message?.Text, message?.Sequence));
        Assert.Empty((await GetMessageAsync(id, messageId)).Reactions);
    }
}
