using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Tests the replacement of an id by another one that has rows already, and its end at a version.</content>
public abstract partial class ErasureSuite
{
    private UserId Erased { get; } = NewUserId("erased");

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 2)]
    public async Task Of_two_equal_reactions_of_the_user_and_the_replacement_the_earlier_one_stays()
    {
        foreach (var isReplacementEarlier in new[] { true, false })
        {
            var id = await CreateAsync(Alice, Bob, Erased);
            var message = await SendAsync(id, Bob);
            await Conversations.AddReactionAsync(id, message.Id, isReplacementEarlier ? Erased : Alice, "👍");
            var earlier = (await GetAsync(id)).Version;
            await Conversations.AddReactionAsync(id, message.Id, isReplacementEarlier ? Alice : Erased, "👍");
            await Conversations.AddReactionAsync(id, message.Id, Alice, "🎉");
            await Conversations.AddReactionAsync(id, message.Id, Bob, "👍");

            await ReplaceAsync(id, (await GetAsync(id)).Version);

            Assert.Equal(
                [(Erased, "👍", earlier), (Erased, "🎉", earlier + 2), (Bob, "👍", earlier + 3)],
                (await ReactorsAsync(id, message.Id)).Select(one => (one.UserId, one.Emoji, one.Version)));
            Assert.Equal([("👍", 2), ("🎉", 1)], (await GetMessageAsync(id, message.Id)).Reactions.Select(one => (one.Emoji, one.Count)));

            // Each emoji still counts once towards the limit, so removing the last reaction with it must find it.
            await Conversations.RemoveReactionAsync(id, message.Id, Erased, "🎉");
            Assert.Equal("👍", Assert.Single((await GetMessageAsync(id, message.Id)).Reactions).Emoji);
        }
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task Deleted_messages_of_others_keep_their_senders()
    {
        var id = await CreateAsync(Alice, Bob);
        var draft = new MessageDraft("text") { Id = NewMessageId() };
        await Conversations.SendMessageAsync(id, Bob, draft);
        await SendAsync(id, Alice);
        await Conversations.DeleteMessageAsync(id, draft.Id.Value);

        await ReplaceAsync(id, (await GetAsync(id)).Version);

        Assert.Equal(new(null, Created: false), await Conversations.SendMessageAsync(id, Bob, draft));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ListReactionsOfAsync), 1)]
    public async Task Reactions_to_a_deleted_message_and_in_no_conversation_are_none()
    {
        var id = await CreateAsync(Alice, Bob);
        var message = await SendAsync(id, Bob);
        await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
        Assert.Single(await Store.ListReactionsOfAsync(id, Alice, 0, 10));
        await Conversations.DeleteMessageAsync(id, message.Id);

        Assert.Empty(await Store.ListReactionsOfAsync(id, Alice, 0, 10));
        Assert.Empty(await Store.ListReactionsOfAsync(NewId(), Alice, 0, 10));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task Replacement_ends_at_the_given_version()
    {
        var id = await CreateAsync(Alice, Bob);
        var session = Conversations.As(Alice, new() { ManageConversations = true });
        var asked = await SendAsync(id, Bob);
        await SendAsync(id, Alice, "early");
        var gone = await SendAsync(id, Alice, "gone");
        await session.AddReactionAsync(id, asked.Id, "👍");
        await session.UpdateAsync(id, new() { Subject = "early" });
        await Conversations.RemoveParticipantAsync(id, Alice);
        var end = (await GetAsync(id)).Version;
        await Conversations.SetParticipantAsync(id, Alice);
        await session.SendAsync(id, "late");
        await session.AddReactionAsync(id, asked.Id, "🎉");
        await session.UpdateAsync(id, new() { Subject = "late" });
        await Conversations.DeleteMessageAsync(id, gone.Id);

        await ReplaceAsync(id, end);

        Assert.Equal(
            [Bob, Erased, Alice],
            (await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }))).Select(message => message.SenderId!.Value));
        Assert.Equal(Erased, (await Store.ReadFactsAsync(new() { ConversationId = id, Message = gone.Id })).Message?.SenderId);
        Assert.Equal([Erased, Alice], (await ReactorsAsync(id, asked.Id)).Select(one => one.UserId));
        var changes = (await Store.ListChangesAsync(id, 0, 100)).Changes;
        Assert.All(changes, change => Assert.Same(change, change.Replace(change.Version <= end ? Alice : Erased, Carol)));
        Assert.Equal(Alice, Assert.Single(changes.OfType<ParticipantAdded>()).UserId);

        // The rest belongs to the new person, and a second erasure of the id covers it.
        await ReplaceAsync(id, (await GetAsync(id)).Version);
        Assert.Equal([Erased, Erased], (await ReactorsAsync(id, asked.Id)).Select(one => one.UserId));
        Assert.NotNull(await FindMembershipAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1, 4)]
    public async Task Ended_membership_is_removed_unless_a_later_change_is_about_it()
    {
        foreach (var returns in new[] { true, false })
        {
            var id = await CreateAsync(Alice, Bob);
            await Conversations.RemoveParticipantAsync(id, Alice);
            var end = (await GetAsync(id)).Version;
            if (returns)
            {
                await Conversations.UpdateAsync(id, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [Alice] = null } });
                await Conversations.RemoveParticipantAsync(id, Alice);
            }
            else
            {
                await Conversations.UpdateAsync(id, new() { Subject = "other" });
            }

            await ReplaceAsync(id, end);

            Assert.Equal(returns, await FindMembershipAsync(id, Alice) is not null);
        }
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 2)]
    public async Task Membership_of_the_replacement_stays_as_it_is()
    {
        var id = await CreateAsync(Alice, Bob, Erased);
        await Conversations.RemoveParticipantAsync(id, Erased);
        await Conversations.RemoveParticipantAsync(id, Alice);
        var before = await FindMembershipAsync(id, Erased);

        await ReplaceAsync(id, (await GetAsync(id)).Version);

        Assert.Equal(before, await FindMembershipAsync(id, Erased));
        Assert.Null(await FindMembershipAsync(id, Alice));
    }

    /// <summary>The user is added again in a conversation that is done, and reacts and writes as before.</summary>
    [Theory]
    [Rule(nameof(IPersonalDataStore.BeginErasureAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 2)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interrupted_erasure_is_finished_after_the_user_was_added_again_and_did_the_same(bool keepTexts)
    {
        ConversationId[] ids = [await CreateAsync(), await CreateAsync(), await CreateAsync()];
        Array.Sort(ids);
        var asked = new List<MessageId>();
        foreach (var id in ids)
        {
            asked.Add((await SendAsync(id, Bob)).Id);
            await ActAsync(id, asked[^1]);
        }

        using var stop = new CancellationTokenSource();
        var options = new EraseOptions { KeepTexts = keepTexts, Progress = new Immediate(stop.Cancel) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Conversations.EraseUserAsync(Alice, options, stop.Token));
        await Conversations.SetParticipantAsync(ids[0], Alice);
        await ActAsync(ids[0], asked[0]);

        await Conversations.EraseUserAsync(Alice, new() { KeepTexts = keepTexts });

        Assert.Empty(await Store.ListTracesAsync(Alice, null, 100));
        var names = new HashSet<UserId>();
        for (var i = 0; i < ids.Length; i++)
        {
            var reactor = Assert.Single(await ReactorsAsync(ids[i], asked[i]));
            names.Add(reactor.UserId);
            Assert.Equal(1, Assert.Single((await GetMessageAsync(ids[i], asked[i])).Reactions).Count);
            var texts = (await AllAsync(Conversations.ListMessagesAsync(ids[i]))).Count(message => message.Text == Secret);
            Assert.Equal((keepTexts, i) switch { (false, _) => 0, (true, 0) => 2, _ => 1 }, texts);
        }

        Assert.StartsWith("erased-", Assert.Single(names).Value, StringComparison.Ordinal);
    }

    private async Task ActAsync(ConversationId id, MessageId asked)
    {
        await Conversations.As(Alice).AddReactionAsync(id, asked, "👍");
        await Conversations.As(Alice).SendAsync(id, Secret);
    }

    private async Task ReplaceAsync(ConversationId id, long upTo)
    {
        for (ReplacedUpTo? next = default(ReplacedUpTo); next is { } from;)
            next = await Store.ReplaceUserAsync(id, Alice, Erased, upTo, from);
    }

    private async Task<IReadOnlyList<Reactor>> ReactorsAsync(ConversationId id, MessageId message) =>
        (await Store.ListReactorsAsync(new() { ConversationId = id, MessageId = message, Limit = 100 }))!;
}
