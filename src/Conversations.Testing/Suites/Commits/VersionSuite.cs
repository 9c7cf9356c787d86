using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests the version and the settings version: which calls raise them, which do not, and calls that expect a settings
/// version.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class VersionSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task Every_change_raises_the_version_by_one_and_changes_of_settings_and_participants_raise_the_settings_version_too()
    {
        var (id, message) = (NewId(), NewMessageId());
        (Func<Task> Change, long SettingsVersion)[] steps =
        [
            (() => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] }), 1),
            (() => Conversations.SendAsync(id, Alice, "one", message), 1),
            (() => Conversations.UpdateAsync(id, new() { Subject = "Two" }), 2),
            (() => Conversations.AddReactionAsync(id, message, Bob, "👍"), 2),
            (() => Conversations.SetParticipantAsync(id, Carol), 3),
            (() => Conversations.EditMessageAsync(id, message, new() { Text = "edited" }), 3),
            (() => Conversations.SetParticipantAsync(id, Carol, new() { Access = ParticipantAccess.Read }), 4),
            (() => Conversations.RemoveReactionAsync(id, message, Bob, "👍"), 4),
            (() => Conversations.RemoveParticipantAsync(id, Carol), 5),
            (() => Conversations.SendSystemMessageAsync(id, "system"), 5),
            (() => Conversations.SetAsync(id, new() { Custom = new() { ["a"] = "1" } }), 6),
            (() => Conversations.DeleteMessageAsync(id, message), 6),
        ];

        for (var i = 0; i < steps.Length; i++)
        {
            await steps[i].Change();
            var found = await GetAsync(id);
            Assert.Equal((i + 1, steps[i].SettingsVersion), (found.Version, found.SettingsVersion));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_call_that_changes_nothing_creates_no_version()
    {
        var (a, b) = (NewUserId("a"), NewUserId("b"));
        var id = (await Conversations.OpenOneOnOneAsync(a, b, new() { Subject = "Same", Custom = new() { ["a"] = "1" } })).Conversation.Id;
        var message = new MessageDraft("hello") { Id = NewMessageId() };
        await Conversations.SendMessageAsync(id, a, message);
        await Conversations.AddReactionAsync(id, message.Id!.Value, b, "👍");
        var before = await StateOfAsync(id);
        Func<Task>[] calls =
        [
            () => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Carol)] }),
            () => Conversations.OpenOneOnOneAsync(b, a),
            () => Conversations.SetAsync(id, new() { Subject = "Same" }),
            () => Conversations.UpdateAsync(id, new()),
            () => Conversations.UpdateAsync(id, new() { Custom = new() { ["a"] = "1", ["never"] = null } }),
            () => Conversations.UpdateAsync(id, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [a] = new() } }),
            () => Conversations.SetParticipantAsync(id, a),
            () => Conversations.SetParticipantAsync(id, a, new() { Access = ParticipantAccess.ReadWrite, Notify = null }),
            () => Conversations.RemoveParticipantAsync(id, Carol),
            () => Conversations.SendMessageAsync(id, a, message),
            () => Conversations.EditMessageAsync(id, message.Id.Value, new() { Text = "hello" }),
            () => Conversations.EditMessageAsync(id, message.Id.Value, new()),
            () => Conversations.AddReactionAsync(id, message.Id.Value, b, "👍"),
            () => Conversations.RemoveReactionAsync(id, message.Id.Value, b, "👎"),
        ];

        Clock.Advance(TimeSpan.FromHours(1));

        for (var i = 0; i < calls.Length; i++)
        {
            await calls[i]();
            Assert.Equal((i, before), (i, await StateOfAsync(id)));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_call_succeeds_at_the_expected_settings_version()
    {
        var id = await CreateAsync();

        await Conversations.SetAsync(id, new() { Subject = "Two" }, expectedSettingsVersion: 1);
        await Conversations.UpdateAsync(id, new() { Subject = "Three" }, expectedSettingsVersion: 2);
        await Conversations.SetParticipantAsync(id, Carol, expectedSettingsVersion: 3);
        await Conversations.RemoveParticipantAsync(id, Carol, expectedSettingsVersion: 4);

        Assert.True(await Conversations.DeleteAsync(id, expectedSettingsVersion: 5));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 5)]
    public async Task Messages_do_not_conflict_with_an_expected_settings_version()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);

        await Conversations.UpdateAsync(id, new() { Subject = "Two" }, expectedSettingsVersion: 1);

        Assert.Equal("Two", (await GetAsync(id)).Subject);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_call_is_refused_and_writes_nothing_if_the_settings_version_is_not_the_expected_one()
    {
        var id = await CreateAsync();
        await Conversations.UpdateAsync(id, new() { Subject = "Two" });
        Func<Task>[] calls =
        [
            () => Conversations.SetAsync(id, new() { Subject = "Late" }, expectedSettingsVersion: 1),
            () => Conversations.UpdateAsync(id, new() { Subject = "Late" }, expectedSettingsVersion: 1),
            () => Conversations.SetParticipantAsync(id, Carol, expectedSettingsVersion: 1),
            () => Conversations.RemoveParticipantAsync(id, Bob, expectedSettingsVersion: 1),
            () => Conversations.DeleteAsync(id, expectedSettingsVersion: 1),
        ];

        foreach (var call in calls)
        {
            var error = await RefusesAsync<ConversationConflictException>(id, call);
            Assert.Equal((id, null, 1, 2), (error.ConversationId, error.MessageId, error.Expected, error.Actual));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_call_that_would_change_nothing_is_also_refused_if_the_settings_version_is_not_the_expected_one()
    {
        var id = await CreateAsync();

        await RefusesAsync<ConversationConflictException>(id, () => Conversations.UpdateAsync(id, new(), expectedSettingsVersion: 9));
        await RefusesAsync<ConversationConflictException>(id, () => Conversations.RemoveParticipantAsync(id, Carol, expectedSettingsVersion: 9));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Set_that_expects_no_conversation_creates_one()
    {
        var id = NewId();

        var created = await Conversations.SetAsync(id, Of(Alice), expectedSettingsVersion: 0);

        Assert.Equal(1, created.SettingsVersion);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Set_that_expects_no_conversation_is_refused_if_the_conversation_exists()
    {
        var id = await CreateAsync();

        var error = await RefusesAsync<ConversationConflictException>(
            id, () => Conversations.SetAsync(id, Of(Carol), expectedSettingsVersion: 0));

        Assert.Equal((0, 1), (error.Expected, error.Actual));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Set_that_expects_a_version_is_refused_if_the_conversation_does_not_exist()
    {
        var id = NewId();

        var error = await RefusesAsync<ConversationConflictException>(
            id, () => Conversations.SetAsync(id, Of(Alice), expectedSettingsVersion: 3));

        Assert.Equal((3, 0), (error.Expected, error.Actual));
        Assert.Null(await Conversations.FindAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 11)]
    public async Task Set_that_expects_no_conversation_recreates_a_deleted_one()
    {
        var id = await CreateAsync();
        await Conversations.DeleteAsync(id);

        await Conversations.SetAsync(id, Of(Carol), expectedSettingsVersion: 0);

        Assert.Equal(Carol, (await GetParticipantAsync(id, Carol)).UserId);
    }

    private static ConversationPatch Of(UserId user) =>
        new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [user] = null } };
}
