using Conversations.Decisions;
using Conversations.Storage;
using Xunit;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Testing;

/// <content>Commits whose preconditions fail. They are stale and nothing is written.</content>
public abstract partial class CommitSuite
{
    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_is_stale_unless_the_settings_version_is_the_expected_one(long other)
    {
        var id = await CreateAsync();
        await Conversations.UpdateAsync(id, new() { Subject = "House" });

        await AssertStaleAsync(id, Updating(id, "stale").With(one => one.Preconditions, new() { SettingsVersion = other }));
        await AssertStaleAsync(id, Adding(id, Carol).With(one => one.Preconditions, new() { SettingsVersion = other }));
        await AssertStaleAsync(id, Removing(id, Bob).With(one => one.Preconditions, new() { SettingsVersion = other }));
        await AssertStaleAsync(id, Erasing(id).With(one => one.Preconditions, new() { SettingsVersion = other }));
        await AssertStaleAsync(id, Sending(id, null, NewMessageId()).With(one => one.Preconditions, new() { SettingsVersion = other }));
        await AssertStoredAsync(Updating(id, "stored").With(one => one.Preconditions, new() { SettingsVersion = 2 }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task Messages_and_reactions_do_not_change_the_settings_version()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        var outcomes = await CommitAsync(
            Editing(id, message.Id), Reacting(id, message.Id, Bob), Deleting(id, message.Id),
            Updating(id, "stored").With(one => one.Preconditions, new() { SettingsVersion = 1 }));

        Assert.IsType<Stored>(outcomes[^1]);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_commit_is_stale_if_the_required_participant_is_gone_or_has_other_access()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        var (write, read) = (ParticipantAccess.ReadWrite, ParticipantAccess.Read);

        foreach (var (user, access) in new[] { (Alice, read), (Bob, write), (Carol, write), (Carol, read) })
        {
            var preconditions = new Preconditions { Participant = user, Access = access };
            await AssertStaleAsync(id, Sending(id, Alice, NewMessageId()).With(one => one.Preconditions, preconditions));
            await AssertStaleAsync(id, Editing(id, message.Id).With(one => one.Preconditions, preconditions));
            await AssertStaleAsync(id, Deleting(id, message.Id).With(one => one.Preconditions, preconditions));
            await AssertStaleAsync(id, Reacting(id, message.Id, Bob).With(one => one.Preconditions, preconditions));
            await AssertStaleAsync(id, Updating(id, "stale").With(one => one.Preconditions, preconditions));
        }

        await AssertStoredAsync(Reacting(id, message.Id, Bob).With(one => one.Preconditions, new() { Participant = Bob, Access = read }));
        await Conversations.RemoveParticipantAsync(id, Bob);
        await AssertStaleAsync(id, Unreacting(id, message.Id, Bob).With(one => one.Preconditions, new() { Participant = Bob, Access = read }));
    }

    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_commit_is_stale_unless_the_revision_is_the_expected_one(int other)
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, message.Id, new() { Text = "once" });

        await AssertStaleAsync(id, Editing(id, message.Id, other + 1).With(one => one.Preconditions, new() { Revision = other }));
        await AssertStaleAsync(id, Deleting(id, message.Id).With(one => one.Preconditions, new() { Revision = other }));
        await AssertStoredAsync(Editing(id, message.Id, 2).With(one => one.Preconditions, new() { Revision = 1 }));
        Assert.Equal(2, (await GetMessageAsync(id, message.Id)).Revision);
    }

    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_is_stale_unless_the_emoji_count_is_the_expected_one(int other)
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await CommitAsync(Reacting(id, message.Id, Alice), Reacting(id, message.Id, Bob), Reacting(id, message.Id, Bob, "😀"));

        await AssertStaleAsync(id, Reacting(id, message.Id, Alice, "❤️").With(one => one.Preconditions, new() { EmojiCount = other }));
        await AssertStoredAsync(Reacting(id, message.Id, Alice, "❤️").With(one => one.Preconditions, new() { EmojiCount = 2 }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_commit_is_stale_if_one_of_its_preconditions_fails()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        var preconditions = new Preconditions { SettingsVersion = 1, Participant = Alice, Revision = 0, EmojiCount = 0 };

        await AssertStaleAsync(id, Editing(id, message.Id).With(one => one.Preconditions, preconditions with { SettingsVersion = 2 }));
        await AssertStaleAsync(id, Editing(id, message.Id).With(one => one.Preconditions, preconditions with { Participant = Carol }));
        await AssertStaleAsync(id, Editing(id, message.Id).With(one => one.Preconditions, preconditions with { Access = ParticipantAccess.Read }));
        await AssertStaleAsync(id, Editing(id, message.Id).With(one => one.Preconditions, preconditions with { Revision = 1 }));
        await AssertStaleAsync(id, Editing(id, message.Id).With(one => one.Preconditions, preconditions with { EmojiCount = 1 }));
        await AssertStoredAsync(Editing(id, message.Id).With(one => one.Preconditions, preconditions));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Every_commit_except_a_creation_is_stale_if_the_conversation_does_not_exist()
    {
        var (none, deleted) = (NewId(), await CreateAsync());
        var message = await SendAsync(deleted, Alice);
        await Conversations.DeleteAsync(deleted);

        foreach (var id in new[] { none, deleted })
        {
            Commit[] commits =
            [
                Updating(id, "stale"), Erasing(id), Adding(id, Carol), Changing(id, Alice), Removing(id, Alice),
                Sending(id, null, message.Id).With(one => one.Preconditions, default), Sending(id, Alice, NewMessageId()), Editing(id, message.Id),
                Deleting(id, message.Id), Reacting(id, message.Id, Alice), Unreacting(id, message.Id, Alice),
            ];
            foreach (var commit in commits)
                await AssertStaleAsync(id, commit);

            await AssertStoredAsync(Creating(id, Alice));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_creation_is_stale_if_the_conversation_exists()
    {
        var id = await CreateAsync();

        await AssertStaleAsync(id, Creating(id, Alice, Bob));
        await AssertStaleAsync(id, Creating(id, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_commit_about_a_missing_message_is_stale()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        var (deleted, elsewhere) = (await SendAsync(id, Alice), await SendAsync(other, Alice));
        await Conversations.DeleteMessageAsync(id, deleted.Id);

        foreach (var message in new[] { NewMessageId(), deleted.Id, elsewhere.Id })
        {
            await AssertStaleAsync(id, Editing(id, message));
            await AssertStaleAsync(id, Deleting(id, message));
            await AssertStaleAsync(id, Reacting(id, message, Bob));
            await AssertStaleAsync(id, Unreacting(id, message, Bob));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Adding_an_existing_participant_and_changing_or_removing_a_missing_one_are_stale()
    {
        var id = await CreateAsync(Alice, Bob);
        await Conversations.SetParticipantAsync(id, Carol);
        await Conversations.RemoveParticipantAsync(id, Carol);
        var stranger = NewUserId();

        await AssertStaleAsync(id, Adding(id, Bob));
        foreach (var user in new[] { Carol, stranger })
        {
            await AssertStaleAsync(id, Changing(id, user));
            await AssertStaleAsync(id, Removing(id, user));
        }

        await AssertStoredAsync(Adding(id, Carol));
        await AssertStoredAsync(Adding(id, stranger));
        await AssertStoredAsync(Changing(id, stranger));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 1, 3)]
    public async Task A_commit_writes_nothing_if_one_of_its_participant_rows_is_not_as_expected()
    {
        var id = await CreateAsync(Alice, Bob);
        var both = Updating(id, "stale");

        await AssertStaleAsync(id, both.With(one => one.Participants, [Participant(Carol, joins: true), Participant(Bob, joins: true)]));
        await AssertStaleAsync(id, both.With(one => one.Participants, [Participant(Bob, joins: false), Participant(Carol, joins: false)]));
        await AssertStoredAsync(both.With(one => one.Participants, [Participant(Bob, joins: false), Participant(Carol, joins: true)]));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Adding_an_existing_reaction_and_removing_a_missing_one_are_stale()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await CommitAsync(Reacting(id, message.Id, Bob));

        await AssertStaleAsync(id, Reacting(id, message.Id, Bob));
        await AssertStaleAsync(id, Unreacting(id, message.Id, Alice));
        await AssertStaleAsync(id, Unreacting(id, message.Id, Bob, "😀"));
        await AssertStoredAsync(Unreacting(id, message.Id, Bob));
        await AssertStaleAsync(id, Unreacting(id, message.Id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 4)]
    public async Task A_taken_message_id_is_reported_only_if_all_preconditions_hold()
    {
        var id = await CreateAsync();
        var (message, deleted) = (await SendAsync(id, Alice), await SendAsync(id, Bob));
        await Conversations.DeleteMessageAsync(id, deleted.Id);

        foreach (var taken in new[] { message.Id, deleted.Id })
        {
            await AssertStaleAsync(id, Sending(id, Carol, taken));
            await AssertStaleAsync(
                id, Sending(id, Alice, taken).With(one => one.Preconditions, new() { Participant = Alice, Access = ParticipantAccess.Read }));
            await AssertStaleAsync(id, Sending(id, Alice, taken).With(one => one.Preconditions, new() { SettingsVersion = 9 }));
        }

        var before = await StateOfAsync(id);
        var slots = (await CommitAsync(Sending(id, Alice, message.Id), Sending(id, Alice, deleted.Id))).Select(one => Assert.IsType<MessageExists>(one).Slot).ToList();
        Assert.Equal((1, Alice, Seen.Of(message)), (slots[0].Sequence, slots[0].SenderId!.Value, Seen.Of(slots[0].Message)));
        Assert.Equal((2, Bob, null, default), (slots[1].Sequence, slots[1].SenderId!.Value, slots[1].Message, slots[1].Hash));
        Assert.NotEqual(default, slots[0].Hash);
        Assert.Equal(before, await StateOfAsync(id));
    }

    private async Task AssertStaleAsync(ConversationId id, Commit commit)
    {
        var before = await StateOfAsync(id);

        Assert.IsType<Stale>(Assert.Single(await CommitAsync(commit)));

        Assert.Equal(before, await StateOfAsync(id));
    }

    private async Task AssertStoredAsync(Commit commit) => Assert.IsType<Stored>(Assert.Single(await CommitAsync(commit)));
}
