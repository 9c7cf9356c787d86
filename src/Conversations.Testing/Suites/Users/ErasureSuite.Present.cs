using Conversations.Decisions;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Tests the replacement of a user who takes part, and of one who once did.</content>
public abstract partial class ErasureSuite
{
    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    public async Task A_user_who_takes_part_keeps_their_row_and_place_in_the_inbox_when_they_are_replaced()
    {
        var id = await CreateAsync(Alice, Bob);
        await SendAsync(id, Alice);
        var before = await FindMembershipAsync(id, Alice);

        await ReplaceAsync(id, (await GetAsync(id)).Version);

        Assert.Equal(before, await FindMembershipAsync(id, Alice));
        Assert.Equal([Alice, Bob], (await AllAsync(Conversations.ListParticipantsAsync(id))).Select(one => one.UserId).Order());
        Assert.Null(await FindMembershipAsync(id, Erased));
        Assert.Equal(2, (await Store.ReadFactsAsync(new() { ConversationId = id })).ParticipantCount);
        Assert.Equal(Erased, Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))).SenderId);
        Assert.Equal(id, Assert.Single(await AllAsync(Conversations.ListInboxAsync(Alice))).Conversation.Id);
        Assert.Empty(await AllAsync(Conversations.ListInboxAsync(Erased)));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    public async Task A_user_who_once_took_part_is_in_no_row_after_they_are_replaced()
    {
        var id = await CreateAsync(Alice, Bob);
        var message = await SendAsync(id, Bob);
        await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
        await Conversations.RemoveParticipantAsync(id, Alice);
        var before = await GetAsync(id);

        await ReplaceAsync(id, before.Version);

        Assert.Equal(
            (before.Version, before.SettingsVersion, before.MessageCount, before.LastSequence),
            (await GetAsync(id) is var after ? after.Version : 0, after.SettingsVersion, after.MessageCount, after.LastSequence));
        Assert.Null(await FindMembershipAsync(id, Alice));
        Assert.Null(await FindMembershipAsync(id, Erased));
        Assert.Equal([Bob], (await AllAsync(Conversations.ListParticipantsAsync(id))).Select(one => one.UserId));
        Assert.Equal([Erased], (await ReactorsAsync(id, message.Id)).Select(one => one.UserId));
        Assert.Empty(await Store.ListTracesAsync(Alice, null, 10));
        Assert.Equal(id, Assert.Single(await Store.ListTracesAsync(Erased, null, 10)));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    public async Task Traces_are_listed_in_pages_by_the_ids_of_the_conversations()
    {
        var ids = new List<ConversationId>();
        for (var i = 0; i < 5; i++)
            ids.Add(await CreateAsync(Alice, Bob));

        await CreateAsync(Bob, Carol);
        ids.Sort();

        Assert.Equal(ids, await Store.ListTracesAsync(Alice, null, 10));
        Assert.Equal(ids[..2], await Store.ListTracesAsync(Alice, null, 2));
        Assert.Equal(ids[2..4], await Store.ListTracesAsync(Alice, ids[1], 2));
        Assert.Empty(await Store.ListTracesAsync(Alice, ids[^1], 2));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task A_conversation_is_a_trace_of_a_user_whom_only_its_log_names()
    {
        var (changed, deleted, at) = (await CreateAsync(Bob, Carol), await CreateAsync(Bob, Carol), Clock.GetUtcNow());
        Commit[] commits =
        [
            new() { Change = new ConversationUpdated { ConversationId = changed, At = at, Actor = Alice }, Settings = new() { Subject = "By Alice" } },
            new() { Change = new ConversationDeleted { ConversationId = deleted, At = at, Actor = Alice } },
        ];
        foreach (var commit in commits)
            Assert.IsType<CommitOutcome.Stored>(Assert.Single(await Store.CommitAsync([commit])));

        Assert.Equal(new[] { changed, deleted }.Order(), await Store.ListTracesAsync(Alice, null, 10));
        await ReplaceAsync(changed, 10);
        await ReplaceAsync(deleted, 10);

        Assert.Empty(await Store.ListTracesAsync(Alice, null, 10));
        Assert.Equal(new[] { changed, deleted }.Order(), await Store.ListTracesAsync(Erased, null, 10));
    }

    /// <summary>Both users reacted with the same emoji, so that after the replacement one of the two reactions is left.</summary>
    [Theory]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 2)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_reaction_is_left_if_the_replacement_reacted_with_the_same_emoji_already(bool takesPart)
    {
        var id = await CreateAsync(Alice, Bob, Erased);
        var message = await SendAsync(id, Bob);
        await Conversations.AddReactionAsync(id, message.Id, Erased, "👍");
        await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
        await Conversations.AddReactionAsync(id, message.Id, Alice, "🎉");
        if (!takesPart)
            await Conversations.RemoveParticipantAsync(id, Alice);

        await ReplaceAsync(id, (await GetAsync(id)).Version);

        Assert.Equal([(Erased, "👍"), (Erased, "🎉")], (await ReactorsAsync(id, message.Id)).Select(one => (one.UserId, one.Emoji)));
        Assert.Equal([("👍", 1), ("🎉", 1)], (await GetMessageAsync(id, message.Id)).Reactions.Select(one => (one.Emoji, one.Count)));
        Assert.Equal(["👍", "🎉"], (await Store.ListReactionsOfAsync(id, Erased, 0, 10)).Select(one => one.Emoji));
        Assert.Empty(await Store.ListReactionsOfAsync(id, Alice, 0, 10));
        Assert.Equal(takesPart, await FindMembershipAsync(id, Alice) is not null);

        // The one that is left is removed as any other.
        await Conversations.RemoveReactionAsync(id, message.Id, Erased, "👍");
        Assert.Equal("🎉", Assert.Single((await GetMessageAsync(id, message.Id)).Reactions).Emoji);
    }
}
