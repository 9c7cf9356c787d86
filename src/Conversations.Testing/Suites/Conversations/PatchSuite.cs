using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests partial updates of conversations: omitted values, null values, and custom data by key.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class PatchSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task A_patch_does_not_change_what_it_omits()
    {
        var id = await CreateFullAsync();

        var updated = await Conversations.UpdateAsync(id, new() { Subject = "Only this" });

        Assert.Equal("Only this", updated.Subject);
        Assert.Equal("https://example.com/a.png", updated.PhotoUrl);
        Assert.Equal(["Hello"], updated.WelcomeMessages);
        Assert.Equal("""{"z":"1","a":"2","m":"3"}""", updated.Custom.ToJson());
        Assert.Equal(2, updated.ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Null_resets_the_subject()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { Subject = null });

        Assert.Null((await GetAsync(id)).Subject);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Null_resets_the_photo()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { PhotoUrl = null });

        Assert.Null((await GetAsync(id)).PhotoUrl);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Null_resets_the_welcome_messages()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { WelcomeMessages = null });

        Assert.Empty((await GetAsync(id)).WelcomeMessages);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Null_resets_the_custom_data()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { Custom = null });

        Assert.Empty((await GetAsync(id)).Custom);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Null_participants_change_no_participant()
    {
        var id = await CreateFullAsync();
        var before = await StateOfAsync(id);

        await Conversations.UpdateAsync(id, new() { Participants = null });

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Welcome_messages_are_replaced_as_a_whole()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { WelcomeMessages = ["One", "Two"] });

        Assert.Equal(["One", "Two"], (await GetAsync(id)).WelcomeMessages);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Custom_data_is_patched_key_by_key_and_keeps_its_order()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { Custom = new() { ["b"] = "new", ["z"] = "replaced", ["a"] = null, ["never"] = null } });

        Assert.Equal("""{"z":"replaced","m":"3","b":"new"}""", (await GetAsync(id)).Custom.ToJson());
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task A_custom_key_that_is_removed_and_added_again_comes_last()
    {
        var id = await CreateFullAsync();

        await Conversations.UpdateAsync(id, new() { Custom = new() { ["z"] = null } });
        await Conversations.UpdateAsync(id, new() { Custom = new() { ["z"] = "again" } });

        Assert.Equal("""{"a":"2","m":"3","z":"again"}""", (await GetAsync(id)).Custom.ToJson());
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Custom_keys_that_look_alike_are_different()
    {
        var id = await CreateAsync();
        string[] keys = ["é", "e\u0301", "a", "A", "а", "a.b", "a[0]", "$type", "__proto__", "'; drop", "%", " "];
        var patch = new CustomPatch();
        foreach (var key in keys)
            patch[key] = $"value of {key}";

        await Conversations.UpdateAsync(id, new() { Custom = patch });
        var found = (await GetAsync(id)).Custom;

        Assert.Equal(keys, found.Keys);
        Assert.All(keys, key => Assert.Equal($"value of {key}", found[key]));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_patch_that_makes_custom_data_exceed_its_limit_is_refused_and_writes_nothing()
    {
        var id = NewId();
        var full = CustomData.From(Enumerable.Range(0, 50).Select(i => KeyValuePair.Create($"key {i}", "")));
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)], Custom = full });

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.UpdateAsync(id, new() { Subject = "Changed", Custom = new() { ["one more"] = "" } }));

        Assert.Equal("custom", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_patch_with_one_invalid_attribute_writes_none_of_the_others()
    {
        var id = await CreateFullAsync();

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.UpdateAsync(id, new() { Subject = "Changed", PhotoUrl = "javascript:alert(1)" }));

        Assert.Equal("photoUrl", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_patch_with_one_invalid_participant_adds_none_of_the_others()
    {
        var id = await CreateFullAsync();
        var participants = new Dictionary<UserId, ParticipantPatch?> { [Carol] = null, [Bob] = new() { Access = (ParticipantAccess)7 } };

        await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.UpdateAsync(id, new() { Subject = "Changed", Participants = participants }));
    }

    private async Task<ConversationId> CreateFullAsync()
    {
        var id = NewId();
        await Conversations.CreateIfNotExistsAsync(id, new()
        {
            Participants = [new(Alice), new(Bob)],
            Subject = "Before",
            PhotoUrl = "https://example.com/a.png",
            WelcomeMessages = ["Hello"],
            Custom = new() { ["z"] = "1", ["a"] = "2", ["m"] = "3" },
        });
        return id;
    }
}
