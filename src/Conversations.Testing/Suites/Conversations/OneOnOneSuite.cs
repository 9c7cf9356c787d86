using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Tests opening the one-on-one conversation of two users.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class OneOnOneSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string OldSecret = "the old secret of this suite";
    private const string NewSecret = "the new secret of this suite";

    private ConversationId PlainId => OneOnOneId.Compute(Alice, Bob);

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_creates_the_conversation_under_the_computed_id()
    {
        var (created, isNew) = await Conversations.OpenOneOnOneAsync(Alice, Bob, new() { Subject = "Us", Custom = new() { ["a"] = "1" } });

        Assert.True(isNew);
        Assert.Equal((PlainId, "Us", 2, false, 1), (created.Id, created.Subject, created.ParticipantCount, created.IsGroup, created.Version));
        Assert.Equal("1", created.Custom["a"]);
        Assert.Equal(new Participant { UserId = Alice, JoinedAt = Clock.GetUtcNow() }, await GetParticipantAsync(created.Id, Alice));
        Assert.Equal(new Participant { UserId = Bob, JoinedAt = Clock.GetUtcNow() }, await GetParticipantAsync(created.Id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_finds_the_same_conversation_for_both_orders_of_the_users()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        var before = await StateOfAsync(PlainId);

        var (found, isNew) = await Conversations.OpenOneOnOneAsync(Bob, Alice);

        Assert.Equal((PlainId, false), (found.Id, isNew));
        Assert.Equal(before, await StateOfAsync(PlainId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_ignores_the_settings_if_the_conversation_exists()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob, new() { Subject = "First" });
        var before = await StateOfAsync(PlainId);

        var (found, _) = await Conversations.OpenOneOnOneAsync(Alice, Bob, new() { Subject = "Second", Custom = new() { ["a"] = "1" } });

        Assert.Equal("First", found.Subject);
        Assert.Equal(before, await StateOfAsync(PlainId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_with_invalid_settings_is_refused_and_creates_nothing()
    {
        var error = await RefusesAsync<InvalidConversationDataException>(
            PlainId, () => Conversations.OpenOneOnOneAsync(Alice, Bob, new() { Subject = "" }));

        Assert.Equal("subject", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Open_adds_the_user_who_is_missing()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        await SendAsync(PlainId, Bob);
        await Conversations.RemoveParticipantAsync(PlainId, Bob);
        Clock.Advance(TimeSpan.FromHours(1));

        var (found, isNew) = await Conversations.OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((false, 2, 4), (isNew, found.ParticipantCount, found.Version));
        Assert.Equal(
            new Participant { UserId = Bob, JoinedAt = Clock.GetUtcNow(), JoinedAfter = 1, ReadUpTo = 1 },
            await GetParticipantAsync(PlainId, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 1, 8)]
    public async Task Open_adds_both_users_in_one_change_if_both_are_missing()
    {
        await Conversations.CreateIfNotExistsAsync(PlainId, new() { Participants = [new(Carol)] });

        var (found, isNew) = await Conversations.OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((false, 3, 2), (isNew, found.ParticipantCount, found.Version));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_does_not_change_a_group()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        await Conversations.SetParticipantAsync(PlainId, Carol);
        await Conversations.SetParticipantAsync(PlainId, Bob, new() { Access = ParticipantAccess.Read });
        var before = await StateOfAsync(PlainId);

        var (found, _) = await Conversations.OpenOneOnOneAsync(Alice, Bob);

        Assert.True(found.IsGroup);
        Assert.Equal(before, await StateOfAsync(PlainId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_that_would_exceed_the_participant_limit_is_refused_and_writes_nothing()
    {
        var small = Build(options => options.Limits = new() { MaxParticipants = 2 }).GetRequiredService<IConversations>();
        await Conversations.CreateIfNotExistsAsync(PlainId, new() { Participants = [new(Carol)] });

        var error = await RefusesAsync<InvalidConversationDataException>(PlainId, () => small.OpenOneOnOneAsync(Alice, Bob));

        Assert.Equal("participants", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_for_the_same_user_twice_creates_a_conversation_of_one()
    {
        var (created, isNew) = await Conversations.OpenOneOnOneAsync(Alice, Alice);
        var (_, isNewAgain) = await Conversations.OpenOneOnOneAsync(Alice, Alice);

        Assert.Equal((OneOnOneId.Compute(Alice, Alice), 1, true, false), (created.Id, created.ParticipantCount, isNew, isNewAgain));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task Open_recreates_a_deleted_conversation()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob, new() { Subject = "Old" });
        await Conversations.DeleteAsync(PlainId);

        var (again, isNew) = await Conversations.OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((true, null, 2, 3), (isNew, again.Subject, again.ParticipantCount, again.Version));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_creates_the_conversation_under_the_id_hidden_with_the_first_secret()
    {
        var (created, isNew) = await Hiding(NewSecret, OldSecret).OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((HmacConversationId.Derive(NewSecret, PlainId.Value), true), (created.Id, isNew));
        Assert.Null(await Conversations.FindAsync(PlainId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_finds_a_conversation_created_with_an_older_secret()
    {
        var (old, _) = await Hiding(OldSecret).OpenOneOnOneAsync(Alice, Bob);

        var (found, isNew) = await Hiding(NewSecret, OldSecret).OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((old.Id, false), (found.Id, isNew));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Open_finds_a_conversation_created_by_a_host_that_already_uses_the_new_secret()
    {
        var (made, _) = await Hiding(NewSecret, OldSecret).OpenOneOnOneAsync(Alice, Bob);

        var (found, isNew) = await Hiding(OldSecret, NewSecret).OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((made.Id, false), (found.Id, isNew));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task With_hidden_ids_open_finds_a_conversation_created_before_ids_were_hidden()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);

        var (found, isNew) = await Hiding(NewSecret).OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((PlainId, false), (found.Id, isNew));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task With_hidden_ids_open_looks_for_the_plain_id_last()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        var hidden = HmacConversationId.Derive(OldSecret, PlainId.Value);
        await Conversations.CreateIfNotExistsAsync(hidden, new() { Participants = [new(Alice), new(Bob)] });

        var (found, _) = await Hiding(NewSecret, OldSecret).OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal(hidden, found.Id);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Without_hidden_ids_open_still_finds_a_conversation_with_a_hidden_id()
    {
        var (hidden, _) = await Hiding(OldSecret).OpenOneOnOneAsync(Alice, Bob);
        var plain = Build(options => options.IdSecrets.Add(OldSecret)).GetRequiredService<IConversations>();

        var (found, isNew) = await plain.OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((hidden.Id, false), (found.Id, isNew));
    }

    private IConversations Hiding(params string[] secrets) => Build(options =>
    {
        options.HideOneOnOneIds = true;
        foreach (var secret in secrets)
            options.IdSecrets.Add(secret);
    }).GetRequiredService<IConversations>();
}
