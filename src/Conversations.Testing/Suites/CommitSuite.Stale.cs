using Conversations.Storage;
using Xunit;
using static Conversations.Storage.CommitOutcome;

namespace Conversations.Testing;

/// <content>Commits that rely on what does not hold: they are stale, and nothing is written.</content>
public abstract partial class CommitSuite
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_settings_version_makes_a_commit_stale_and_the_same_does_not(long other)
    {
        var id = await CreateAsync();
        await Conversations.UpdateAsync(id, new() { Subject = "House" });

        await AssertStaleAsync(id, Updating(id, "stale") with { Basis = new() { SettingsVersion = other } });
        await AssertStaleAsync(id, Adding(id, Carol) with { Basis = new() { SettingsVersion = other } });
        await AssertStaleAsync(id, Removing(id, Bob) with { Basis = new() { SettingsVersion = other } });
        await AssertStaleAsync(id, Erasing(id) with { Basis = new() { SettingsVersion = other } });
        await AssertStaleAsync(id, Sending(id, null, NewMessageId()) with { Basis = new() { SettingsVersion = other } });
        await AssertStoredAsync(Updating(id, "stored") with { Basis = new() { SettingsVersion = 2 } });
    }

    [Fact]
    public async Task Messages_and_reactions_leave_the_settings_version_that_is_relied_on()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        var outcomes = await CommitAsync(
            Editing(id, message.Id), Reacting(id, message.Id, Bob), Deleting(id, message.Id), Updating(id, "stored") with { Basis = new() { SettingsVersion = 1 } });

        Assert.IsType<Stored>(outcomes[^1]);
    }

    [Fact]
    public async Task A_participant_who_is_gone_or_has_other_access_makes_a_commit_stale()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        var (write, read) = (ParticipantAccess.ReadWrite, ParticipantAccess.Read);

        foreach (var (user, access) in new[] { (Alice, read), (Bob, write), (Carol, write), (Carol, read) })
        {
            var basis = new Basis { Participant = user, Access = access };
            await AssertStaleAsync(id, Sending(id, Alice, NewMessageId()) with { Basis = basis });
            await AssertStaleAsync(id, Editing(id, message.Id) with { Basis = basis });
            await AssertStaleAsync(id, Deleting(id, message.Id) with { Basis = basis });
            await AssertStaleAsync(id, Reacting(id, message.Id, Bob) with { Basis = basis });
            await AssertStaleAsync(id, Updating(id, "stale") with { Basis = basis });
        }

        await AssertStoredAsync(Reacting(id, message.Id, Bob) with { Basis = new() { Participant = Bob, Access = read } });
        await Conversations.RemoveParticipantAsync(id, Bob);
        await AssertStaleAsync(id, Unreacting(id, message.Id, Bob) with { Basis = new() { Participant = Bob, Access = read } });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Another_revision_makes_a_commit_stale_and_the_same_does_not(int other)
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, message.Id, new() { Text = "once" });

        await AssertStaleAsync(id, Editing(id, message.Id, other + 1) with { Basis = new() { Revision = other } });
        await AssertStaleAsync(id, Deleting(id, message.Id) with { Basis = new() { Revision = other } });
        await AssertStoredAsync(Editing(id, message.Id, 2) with { Basis = new() { Revision = 1 } });
        Assert.Equal(2, (await GetMessageAsync(id, message.Id)).Revision);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_number_of_emoji_makes_a_commit_stale_and_the_same_does_not(int other)
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await CommitAsync(Reacting(id, message.Id, Alice), Reacting(id, message.Id, Bob), Reacting(id, message.Id, Bob, "😀"));

        await AssertStaleAsync(id, Reacting(id, message.Id, Alice, "❤️") with { Basis = new() { EmojiCount = other } });
        await AssertStoredAsync(Reacting(id, message.Id, Alice, "❤️") with { Basis = new() { EmojiCount = 2 } });
    }

    [Fact]
    public async Task All_that_is_relied_on_must_hold()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        var basis = new Basis { SettingsVersion = 1, Participant = Alice, Revision = 0, EmojiCount = 0 };

        await AssertStaleAsync(id, Editing(id, message.Id) with { Basis = basis with { SettingsVersion = 2 } });
        await AssertStaleAsync(id, Editing(id, message.Id) with { Basis = basis with { Participant = Carol } });
        await AssertStaleAsync(id, Editing(id, message.Id) with { Basis = basis with { Access = ParticipantAccess.Read } });
        await AssertStaleAsync(id, Editing(id, message.Id) with { Basis = basis with { Revision = 1 } });
        await AssertStaleAsync(id, Editing(id, message.Id) with { Basis = basis with { EmojiCount = 1 } });
        await AssertStoredAsync(Editing(id, message.Id) with { Basis = basis });
    }

    [Fact]
    public async Task A_conversation_that_does_not_exist_makes_every_commit_stale_but_its_creation()
    {
        var (none, deleted) = (NewId(), await CreateAsync());
        var message = await SendAsync(deleted, Alice);
        await Conversations.DeleteAsync(deleted);

        foreach (var id in new[] { none, deleted })
        {
            Commit[] commits =
            [
                Updating(id, "stale"), Erasing(id), Adding(id, Carol), Changing(id, Alice), Removing(id, Alice),
                Sending(id, null, message.Id) with { Basis = default }, Sending(id, Alice, NewMessageId()), Editing(id, message.Id),
                Deleting(id, message.Id), Reacting(id, message.Id, Alice), Unreacting(id, message.Id, Alice),
            ];
            foreach (var commit in commits)
                await AssertStaleAsync(id, commit);

            await AssertStoredAsync(Creating(id, Alice));
        }
    }

    [Fact]
    public async Task A_conversation_that_exists_makes_its_creation_stale()
    {
        var id = await CreateAsync();

        await AssertStaleAsync(id, Creating(id, Alice, Bob));
        await AssertStaleAsync(id, Creating(id, Carol));
    }

    [Fact]
    public async Task A_message_that_is_not_there_makes_what_is_about_it_stale()
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
    public async Task A_seat_that_is_taken_is_not_joined_and_one_that_is_free_not_changed_or_left()
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
    public async Task One_seat_that_is_not_as_relied_on_leaves_all_of_a_commit_unwritten()
    {
        var id = await CreateAsync(Alice, Bob);
        var both = Updating(id, "stale");

        await AssertStaleAsync(id, both with { Seats = [Seat(Carol, joins: true), Seat(Bob, joins: true)] });
        await AssertStaleAsync(id, both with { Seats = [Seat(Bob, joins: false), Seat(Carol, joins: false)] });
        await AssertStoredAsync(both with { Seats = [Seat(Bob, joins: false), Seat(Carol, joins: true)] });
    }

    [Fact]
    public async Task A_reaction_that_is_there_is_not_added_and_one_that_is_not_is_not_removed()
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
    public async Task A_message_id_that_is_taken_is_told_only_where_all_that_is_relied_on_holds()
    {
        var id = await CreateAsync();
        var (message, deleted) = (await SendAsync(id, Alice), await SendAsync(id, Bob));
        await Conversations.DeleteMessageAsync(id, deleted.Id);

        foreach (var taken in new[] { message.Id, deleted.Id })
        {
            await AssertStaleAsync(id, Sending(id, Carol, taken));
            await AssertStaleAsync(id, Sending(id, Alice, taken) with { Basis = new() { Participant = Alice, Access = ParticipantAccess.Read } });
            await AssertStaleAsync(id, Sending(id, Alice, taken) with { Basis = new() { SettingsVersion = 9 } });
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
