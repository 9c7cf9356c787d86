using Conversations.Storage;
using Xunit;
using static Conversations.Storage.CommitOutcome;

namespace Conversations.Testing;

/// <summary>The one write of a store, given commits as the service would decide them, and others.</summary>
/// <param name="fixture">The store to prove.</param>
public abstract partial class CommitSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    public async Task Versions_and_sequences_are_given_one_after_the_other()
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
    public async Task A_stored_message_is_what_a_read_by_the_app_gives()
    {
        var id = await CreateAsync();
        var (question, answer) = (NewMessageId(), NewMessageId());
        await CommitAsync(Sending(id, Alice, question), Reacting(id, question, Bob));

        var reply = Sending(id, Bob, answer);
        var outcomes = await CommitAsync(reply with { Message = reply.Message! with { ReplyTo = question, Custom = new() { ["a"] = "1" } } });

        Assert.Equal(Seen.Of(await GetMessageAsync(id, answer)), Seen.Of(Assert.IsType<Stored>(outcomes[0]).Message));
        Assert.NotNull((await GetMessageAsync(id, answer)).RepliedTo);
    }

    [Fact]
    public async Task Only_a_sent_message_comes_with_its_outcome()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        var outcomes = await CommitAsync(Editing(id, message.Id), Reacting(id, message.Id, Bob), Updating(id, "House"), Deleting(id, message.Id));

        Assert.Equal([new Stored(3), new Stored(4), new Stored(5), new Stored(6)], outcomes);
    }

    [Fact]
    public async Task Every_commit_has_its_outcome_in_the_same_place()
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
    public async Task What_comes_after_a_stale_commit_in_the_same_list_lands_in_order()
    {
        var id = await CreateAsync();
        MessageId[] ids = [NewMessageId(), NewMessageId(), NewMessageId()];

        var outcomes = await CommitAsync(
            Sending(id, Alice, ids[0]),
            Updating(id, "stale") with { Basis = new() { SettingsVersion = 7 } },
            Sending(id, Alice, ids[1]),
            Sending(id, Carol, NewMessageId()) with { Basis = new() { Participant = Carol } },
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
    public async Task Commits_of_many_conversations_in_one_list_are_stored_each_by_itself()
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
    public async Task A_commit_may_rely_on_what_an_earlier_one_of_the_same_list_wrote()
    {
        var id = await CreateAsync();
        var message = NewMessageId();

        var outcomes = await CommitAsync(
            Adding(id, Carol) with { Basis = new() { SettingsVersion = 1 } },
            Updating(id, "House") with { Basis = new() { SettingsVersion = 2 } },
            Sending(id, Carol, message) with { Basis = new() { Participant = Carol } },
            Editing(id, message) with { Basis = new() { Revision = 0 } },
            Editing(id, message, 2) with { Basis = new() { Revision = 1 } },
            Reacting(id, message, Carol) with { Basis = new() { EmojiCount = 0 } });

        Assert.All(outcomes, outcome => Assert.IsType<Stored>(outcome));
    }

    [Fact]
    public async Task Numbers_go_on_where_a_conversation_is_deleted_and_created_again()
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
    public async Task A_deleted_conversation_is_gone_at_once_and_is_free_once_it_is_purged()
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
    public async Task The_service_purges_what_a_delete_that_was_cut_off_left()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await CommitAsync(Erasing(id));

        var (conversation, created) = await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });

        Assert.Equal((true, 4, 0), (created, conversation.Version, conversation.MessageCount));
        Assert.Null(await FindMembershipAsync(id, Alice));
    }

    [Fact]
    public async Task Purge_has_nothing_to_do_for_what_exists_or_never_did()
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
