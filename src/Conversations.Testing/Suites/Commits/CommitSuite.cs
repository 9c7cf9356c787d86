using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Testing;

/// <summary>Tests the single write method of a store, with commits as the service decides them and with others.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class CommitSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task Versions_and_sequences_increase_by_one()
    {
        var id = NewId();
        var (first, second) = (NewMessageId(), NewMessageId());

        var outcomes = await CommitAsync(
            Creating(id, Alice, Bob),
            Sending(id, Alice, first),
            Updating(id, "House"),
            Sending(id, Bob, second),
            Editing(id, first),
            Reacting(id, first, Bob),
            Unreacting(id, first, Bob),
            Adding(id, Carol),
            Changing(id, Carol),
            Removing(id, Carol),
            Deleting(id, first));

        Assert.Equal(Enumerable.Range(1, 11), outcomes.Select(outcome => (int)Assert.IsType<Stored>(outcome).Version));
        Assert.Equal(
            [first, second],
            outcomes.OfType<Stored>().Where(stored => stored.Message is not null).OrderBy(stored => stored.Message!.Sequence).Select(stored => stored.Message!.Id));
        var conversation = await GetAsync(id);
        Assert.Equal((11, 5, 2, 1), (conversation.Version, conversation.SettingsVersion, conversation.LastSequence, conversation.MessageCount));
        Assert.Equal("House", conversation.Subject);
        var log = (await Store.ListChangesAsync(id, 0, 100)).Changes;
        Assert.Equal(Enumerable.Range(1, 11), log.Select(change => (int)change.Version));
        Assert.Equal([1, 2, 1, 1, 1, 1], log.OfType<MessageChange>().Select(change => (int)change.Sequence));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 13)]
    public async Task A_stored_message_in_the_outcome_equals_the_message_that_the_app_reads()
    {
        var id = await CreateAsync();
        var (question, answer) = (NewMessageId(), NewMessageId());
        await CommitAsync(Sending(id, Alice, question), Reacting(id, question, Bob));

        var reply = Sending(id, Bob, answer);
        var replying = reply.Message!.With(one => one.ReplyTo, question).With(one => one.Custom, new() { ["a"] = "1" });
        var outcomes = await CommitAsync(reply.With(one => one.Message, replying));

        Assert.Equal(Seen.Of(await GetMessageAsync(id, answer)), Seen.Of(Assert.IsType<Stored>(outcomes[0]).Message));
        Assert.NotNull((await GetMessageAsync(id, answer)).RepliedTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 13)]
    public async Task Only_the_outcome_of_a_sent_message_contains_a_message()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        var outcomes = await CommitAsync(Editing(id, message.Id), Reacting(id, message.Id, Bob), Updating(id, "House"), Deleting(id, message.Id));

        var stored = outcomes.Select(outcome => Assert.IsType<Stored>(outcome)).Select(one => (one.Version, one.Message));
        Assert.Equal([(3, null), (4, null), (5, null), (6, null)], stored);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 13)]
    public async Task Every_commit_has_its_outcome_at_its_own_position()
    {
        var (one, other, none) = (await CreateAsync(), await CreateAsync(), NewId());
        var taken = await SendAsync(one, Alice);
        var (first, second) = (NewMessageId(), NewMessageId());

        var outcomes = await CommitAsync(
            Sending(one, Alice, first),
            Sending(none, Alice, NewMessageId()),
            Sending(other, Bob, first),
            Sending(one, Alice, taken.Id),
            Sending(other, Alice, second),
            Updating(one, "House"));

        Assert.Equal([3, 0, 2, 0, 3, 4], outcomes.Select(outcome => outcome is Stored stored ? (int)stored.Version : 0));
        Assert.Equal([one, other, other], outcomes.OfType<Stored>().Select(stored => stored.Message).OfType<Message>().Select(message => message.ConversationId));
        Assert.IsType<Stale>(outcomes[1]);
        Assert.Equal((taken.Id, 1), (Assert.IsType<MessageExists>(outcomes[3]).Slot.Message?.Id, ((MessageExists)outcomes[3]).Slot.Sequence));
        Assert.Null(await Conversations.FindAsync(none));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 2, 13)]
    public async Task Commits_after_a_stale_commit_in_the_same_list_are_stored_in_order()
    {
        var id = await CreateAsync();
        MessageId[] ids = [NewMessageId(), NewMessageId(), NewMessageId()];

        var outcomes = await CommitAsync(
            Sending(id, Alice, ids[0]),
            Updating(id, "stale").With(one => one.Preconditions, new() { SettingsVersion = 7 }),
            Sending(id, Alice, ids[1]),
            Sending(id, Carol, NewMessageId()).With(one => one.Preconditions, new() { Participant = Carol }),
            Editing(id, NewMessageId()),
            Sending(id, Alice, ids[1]),
            Sending(id, Alice, ids[2]));

        Assert.Equal(
            [typeof(Stored), typeof(Stale), typeof(Stored), typeof(Stale), typeof(Stale), typeof(MessageExists), typeof(Stored)],
            outcomes.Select(outcome => outcome.GetType()));
        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal(ids, messages.Select(message => message.Id));
        Assert.Equal([1, 2, 3], messages.Select(message => message.Sequence));
        Assert.Equal(4, (await GetAsync(id)).Version);
        Assert.Null((await GetAsync(id)).Subject);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 2, 13)]
    public async Task Commits_of_many_conversations_in_one_list_are_stored_independently()
    {
        ConversationId[] ids = [.. Enumerable.Range(0, 20).Select(_ => NewId())];

        var outcomes = await CommitAsync(
        [
            .. ids.Select(id => Creating(id, Alice, Bob)),
            .. ids.Reverse().Select(id => Sending(id, Alice, NewMessageId())),
            .. ids.Select(id => Sending(id, Bob, NewMessageId())),
        ]);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => 1L + (i / 20)), outcomes.Select(outcome => Assert.IsType<Stored>(outcome).Version));
        foreach (var id in ids)
            Assert.Equal([(1, Alice), (2, Bob)], (await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }))).Select(one => ((int)one.Sequence, one.SenderId!.Value)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 2)]
    public async Task The_preconditions_of_a_commit_may_depend_on_an_earlier_commit_of_the_same_list()
    {
        var id = await CreateAsync();
        var message = NewMessageId();

        var outcomes = await CommitAsync(
            Adding(id, Carol).With(one => one.Preconditions, new() { SettingsVersion = 1 }),
            Updating(id, "House").With(one => one.Preconditions, new() { SettingsVersion = 2 }),
            Sending(id, Carol, message).With(one => one.Preconditions, new() { Participant = Carol }),
            Editing(id, message).With(one => one.Preconditions, new() { Revision = 0 }),
            Editing(id, message, 2).With(one => one.Preconditions, new() { Revision = 1 }),
            Reacting(id, message, Carol).With(one => one.Preconditions, new() { EmojiCount = 0 }));

        Assert.All(outcomes, outcome => Assert.IsType<Stored>(outcome));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5, 11)]
    public async Task Version_and_sequence_continue_when_a_conversation_is_deleted_and_recreated()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await CommitAsync(Updating(id, "House"), Erasing(id));
        await PurgeAllAsync(id);

        var outcomes = await CommitAsync(Creating(id, Alice), Sending(id, Alice, NewMessageId()));

        Assert.Equal([5, 6], outcomes.Select(outcome => Assert.IsType<Stored>(outcome).Version));
        Assert.Equal(2, ((Stored)outcomes[1]).Message?.Sequence);
        Assert.Equal((6, 4, 2, 1), (await GetAsync(id) is var now ? now.Version : 0, now.SettingsVersion, now.LastSequence, now.MessageCount));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 11)]
    [Rule(nameof(IConversationStore.PurgeAsync), 1, 2)]
    public async Task A_deleted_conversation_is_gone_immediately_and_its_id_is_free_after_the_purge()
    {
        var id = await CreateAsync();
        for (var i = 0; i < 10; i++)
            await SendAsync(id, Alice);

        Assert.IsType<Stored>(Assert.Single(await CommitAsync(Erasing(id))));
        Assert.Null(await Conversations.FindAsync(id));
        Assert.Null(await Conversations.FindReadStateAsync(id, Alice));
        Assert.Null(await Store.ListMessagesAsync(new() { ConversationId = id, Limit = 1 }));
        Assert.Empty((await Store.ListInboxAsync(new() { UserId = Alice, IncludeEmpty = true, Limit = 1 })).Entries);
        Assert.IsType<Stale>(Assert.Single(await CommitAsync(Sending(id, Alice, NewMessageId()))));

        if ((await FactsAsync(id)).HasRemains)
            Assert.IsType<Stale>(Assert.Single(await CommitAsync(Creating(id, Alice))));

        await PurgeAllAsync(id);
        Assert.False((await FactsAsync(id)).HasRemains);
        Assert.IsType<Stored>(Assert.Single(await CommitAsync(Creating(id, Alice))));
        Assert.Empty(await AllAsync(Conversations.ListMessagesAsync(id)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    [Rule(nameof(IConversationStore.PurgeAsync), 1)]
    public async Task The_service_purges_the_remains_of_an_interrupted_delete()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await CommitAsync(Erasing(id));

        var (conversation, created) = await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });

        Assert.Equal((true, 4, 0), (created, conversation.Version, conversation.MessageCount));
        Assert.Null(await FindMembershipAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore.PurgeAsync), 1)]
    public async Task Purge_does_nothing_if_the_conversation_exists_or_never_existed()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var before = await StateOfAsync(id);

        Assert.False(await Store.PurgeAsync(id));
        Assert.False(await Store.PurgeAsync(NewId()));

        Assert.Equal(before, await StateOfAsync(id));
    }

    private async Task PurgeAllAsync(ConversationId id)
    {
        for (var i = 0; await Store.PurgeAsync(id); i++)
            Assert.InRange(i, 0, 1_000);
    }

    private Task<ConversationFacts> FactsAsync(ConversationId id) => Store.ReadFactsAsync(new() { ConversationId = id, Users = [Alice, Bob, Carol] });

    private Task<IReadOnlyList<CommitOutcome>> CommitAsync(params IReadOnlyList<Commit> commits) => Store.CommitAsync(commits);
}
