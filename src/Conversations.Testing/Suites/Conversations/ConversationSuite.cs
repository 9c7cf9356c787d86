using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests creating, reading, setting and updating conversations.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ConversationSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Conversation_reads_back_as_it_was_created()
    {
        var id = NewId();
        var draft = new ConversationDraft
        {
            Participants = [new(Alice), new(Bob) { Access = ParticipantAccess.Read, Notify = NotifySetting.MentionsOnly }],
            Subject = "House by the sea",
            PhotoUrl = "https://example.com/house.png",
            WelcomeMessages = ["Hello", "How can we help?"],
            Custom = new() { ["b"] = "1", ["a"] = "2" },
        };

        var (created, isNew) = await Conversations.CreateIfNotExistsAsync(id, draft);
        var found = await GetAsync(id);

        Assert.True(isNew);
        Assert.Equal(draft.Subject, found.Subject);
        Assert.Equal(draft.PhotoUrl, found.PhotoUrl);
        Assert.Equal(draft.WelcomeMessages, found.WelcomeMessages);
        Assert.Equal(draft.Custom.ToJson(), found.Custom.ToJson());
        Assert.Equal((1, 1, 2, false), (found.Version, found.SettingsVersion, found.ParticipantCount, found.IsGroup));
        Assert.Equal(Clock.GetUtcNow(), found.CreatedAt);
        Assert.Equal(created.Version, found.Version);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Conversation_created_with_participants_only_has_the_defaults()
    {
        var found = await GetAsync(await CreateAsync(Alice));

        Assert.Null(found.Subject);
        Assert.Null(found.PhotoUrl);
        Assert.Empty(found.WelcomeMessages);
        Assert.Empty(found.Custom);
        Assert.Null(found.LastMessage);
        Assert.Null(found.LastActivityAt);
        Assert.Equal((0, 0), (found.MessageCount, found.LastSequence));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindParticipantAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Participants_read_back_as_they_were_created()
    {
        var id = NewId();

        await Conversations.CreateIfNotExistsAsync(
            id, new() { Participants = [new(Alice), new(Bob) { Access = ParticipantAccess.Read, Notify = NotifySetting.None }] });

        Assert.Equal(new Participant { UserId = Alice, JoinedAt = Clock.GetUtcNow() }, await GetParticipantAsync(id, Alice));
        Assert.Equal(
            new Participant { UserId = Bob, Access = ParticipantAccess.Read, Notify = NotifySetting.None, JoinedAt = Clock.GetUtcNow() },
            await GetParticipantAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1, 10)]
    public async Task Attributes_at_their_limits_read_back()
    {
        var id = NewId();
        var draft = new ConversationDraft
        {
            Participants = [new(Alice)],
            Subject = new('ä', 1_000),
            PhotoUrl = "https://example.com/".PadRight(2_048, 'p'),
            WelcomeMessages = [.. Enumerable.Repeat(string.Concat(Enumerable.Repeat("😀", 5_000)), 20)],
            Custom = CustomData.From(Enumerable.Range(0, 50).Select(i => KeyValuePair.Create($"{i:D3}", new string('v', 300)))),
        };

        await Conversations.CreateIfNotExistsAsync(id, draft);
        var found = await GetAsync(id);

        Assert.Equal(draft.Subject, found.Subject);
        Assert.Equal(draft.PhotoUrl, found.PhotoUrl);
        Assert.Equal(draft.WelcomeMessages, found.WelcomeMessages);
        Assert.Equal(draft.Custom.ToJson(), found.Custom.ToJson());
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Times_are_truncated_to_whole_milliseconds()
    {
        var whole = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond - 1));

        var id = await CreateAsync();

        Assert.Equal(whole, (await GetAsync(id)).CreatedAt);
        Assert.Equal(whole, (await GetParticipantAsync(id, Alice)).JoinedAt);
        Assert.Equal(whole, (await SendAsync(id, Alice)).CreatedAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Find_returns_null_if_the_conversation_never_existed() => Assert.Null(await Conversations.FindAsync(NewId()));

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Create_does_not_change_an_existing_conversation()
    {
        var id = await CreateAsync();
        var before = await StateOfAsync(id);
        Clock.Advance(TimeSpan.FromHours(1));

        var (found, isNew) = await Conversations.CreateIfNotExistsAsync(
            id, new() { Participants = [new(Carol)], Subject = "Another", Custom = new() { ["a"] = "1" } });

        Assert.False(isNew);
        Assert.Null(found.Subject);
        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Create_without_participants_is_refused_and_writes_nothing()
    {
        var id = NewId();

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.CreateIfNotExistsAsync(id, new() { Subject = "Nobody" }));

        Assert.Equal("participants", error.Field);
        Assert.Contains("delete the conversation instead", error.Message, StringComparison.Ordinal);
        Assert.Null(await Conversations.FindAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Create_that_names_a_user_twice_is_refused_and_writes_nothing()
    {
        var id = NewId();

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob), new(Alice)] }));

        Assert.Equal("participants", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Create_with_an_invalid_attribute_is_refused_even_if_the_conversation_exists()
    {
        var id = await CreateAsync();

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)], PhotoUrl = "" }));

        Assert.Equal("photoUrl", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Set_creates_a_conversation_that_does_not_exist()
    {
        var id = NewId();
        var patch = new ConversationPatch
        {
            Subject = "New",
            Custom = new() { ["a"] = "1", ["gone"] = null },
            Participants = new Dictionary<UserId, ParticipantPatch?> { [Alice] = null, [Bob] = new() { Access = ParticipantAccess.Read } },
        };

        var created = await Conversations.SetAsync(id, patch);

        Assert.Equal(("New", """{"a":"1"}""", 2), (created.Subject, created.Custom.ToJson(), created.ParticipantCount));
        Assert.Equal((1, 1), (created.Version, created.SettingsVersion));
        Assert.Equal(ParticipantAccess.ReadWrite, (await GetParticipantAsync(id, Alice)).Access);
        Assert.Equal(ParticipantAccess.Read, (await GetParticipantAsync(id, Bob)).Access);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Set_without_participants_is_refused_if_the_conversation_does_not_exist()
    {
        var id = NewId();

        var error = await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.SetAsync(id, new() { Subject = "Nobody" }));

        Assert.Equal("participants", error.Field);
        Assert.Null(await Conversations.FindAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 1, 8)]
    public async Task Set_adds_and_patches_participants_in_one_change()
    {
        var id = await CreateAsync();
        var patch = new ConversationPatch
        {
            Subject = "Three",
            Participants = new Dictionary<UserId, ParticipantPatch?>
            {
                [Bob] = new() { Notify = NotifySetting.None },
                [Carol] = new() { Access = ParticipantAccess.Read },
            },
        };

        var set = await Conversations.SetAsync(id, patch);

        Assert.Equal(("Three", 3, 2, 2), (set.Subject, set.ParticipantCount, set.Version, set.SettingsVersion));
        Assert.Equal(NotifySetting.None, (await GetParticipantAsync(id, Bob)).Notify);
        Assert.Equal(ParticipantAccess.Read, (await GetParticipantAsync(id, Carol)).Access);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Update_patches_an_existing_conversation()
    {
        var id = await CreateAsync();

        var updated = await Conversations.UpdateAsync(
            id, new() { Subject = "Now", Participants = new Dictionary<UserId, ParticipantPatch?> { [Carol] = null } });

        Assert.Equal(("Now", 3), (updated.Subject, updated.ParticipantCount));
        Assert.Equal("Now", (await GetAsync(id)).Subject);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Update_never_creates_a_conversation()
    {
        var id = NewId();

        await RefusesAsync<ConversationNotFoundException>(
            id,
            () => Conversations.UpdateAsync(
                id, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [Alice] = null } }));

        Assert.Null(await Conversations.FindAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Changes_to_a_conversation_do_not_affect_another()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());
        var before = await StateOfAsync(other);

        await Conversations.UpdateAsync(one, new() { Subject = "One" });
        await SendAsync(one, Alice);
        await Conversations.RemoveParticipantAsync(one, Bob);
        await Conversations.DeleteAsync(one);

        Assert.Equal(before, await StateOfAsync(other));
    }
}
