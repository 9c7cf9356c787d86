using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Tests adding, patching and removing participants.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ParticipantSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Set_adds_a_new_participant_with_the_defaults()
    {
        var id = await CreateAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));

        var carol = await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal(new Participant { UserId = Carol, JoinedAt = Clock.GetUtcNow() }, carol);
        Assert.Equal(carol, await GetParticipantAsync(id, Carol));
        Assert.Equal(3, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Set_adds_a_new_participant_with_the_given_values()
    {
        var id = await CreateAsync();

        var carol = await Conversations.SetParticipantAsync(
            id, Carol, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.MentionsOnly });

        Assert.Equal((ParticipantAccess.Read, NotifySetting.MentionsOnly), (carol.Access, carol.Notify));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Nothing_is_unread_after_joining()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await SendAsync(id, Bob);

        var carol = await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal((2, 2, false), (carol.JoinedAfter, carol.ReadUpTo, carol.IsMarkedUnread));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_user_joins_after_the_last_sequence_even_if_that_message_was_deleted()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.DeleteMessageAsync(id, (await SendAsync(id, Alice)).Id);

        var carol = await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal((2, 2), (carol.JoinedAfter, carol.ReadUpTo));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindParticipantAsync), 1)]
    public async Task Set_patches_a_participant_and_keeps_the_other_values()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var before = await GetParticipantAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Conversations.SetParticipantAsync(id, Alice, new() { Notify = NotifySetting.None });
        var patched = await Conversations.SetParticipantAsync(id, Alice, new() { Access = ParticipantAccess.Read });

        Assert.Equal(before with { Access = ParticipantAccess.Read, Notify = NotifySetting.None }, patched);
        Assert.Equal(2, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Null_resets_access_and_notification_to_their_defaults()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.None });

        var bob = await Conversations.SetParticipantAsync(id, Bob, new() { Access = null, Notify = null });

        Assert.Equal((ParticipantAccess.ReadWrite, NotifySetting.All), (bob.Access, bob.Notify));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Set_with_an_undefined_enum_value_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();

        var access = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.SetParticipantAsync(id, Carol, new() { Access = (ParticipantAccess)2 }));
        var notify = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.SetParticipantAsync(id, Bob, new() { Notify = (NotifySetting)(-1) }));

        Assert.Equal(("participant.access", "participant.notify"), (access.Field, notify.Field));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Remove_ends_participation()
    {
        var id = await CreateAsync();

        Assert.True(await Conversations.RemoveParticipantAsync(id, Bob));

        Assert.Null(await Conversations.FindParticipantAsync(id, Bob));
        Assert.Equal([Alice], (await AllAsync(Conversations.ListParticipantsAsync(id))).Select(one => one.UserId));
        Assert.Equal(1, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Remove_of_a_user_who_is_not_a_participant_succeeds_and_writes_nothing()
    {
        var id = await CreateAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        var before = await StateOfAsync(id);

        Assert.False(await Conversations.RemoveParticipantAsync(id, Bob));
        Assert.False(await Conversations.RemoveParticipantAsync(id, Carol));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Remove_of_the_last_participant_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync(Alice);

        var error = await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.RemoveParticipantAsync(id, Alice));

        Assert.Equal("participants", error.Field);
        Assert.Contains("delete the conversation instead", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Messages_of_a_removed_participant_stay()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Bob);

        await Conversations.RemoveParticipantAsync(id, Bob);

        Assert.Equal(message, await GetMessageAsync(id, message.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Conversation_is_a_group_only_while_it_has_more_than_two_participants()
    {
        var id = await CreateAsync();
        Assert.False((await GetAsync(id)).IsGroup);

        await Conversations.SetParticipantAsync(id, Carol);
        Assert.True((await GetAsync(id)).IsGroup);

        await Conversations.RemoveParticipantAsync(id, Alice);
        Assert.False((await GetAsync(id)).IsGroup);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Participants_at_the_limit_are_accepted()
    {
        var id = NewId();

        await Small.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] });
        await Small.SetParticipantAsync(id, Carol);

        Assert.Equal(3, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task One_participant_too_many_is_refused_and_writes_nothing()
    {
        var (id, dave) = (await CreateAsync(Alice, Bob, Carol), NewUserId("dave"));
        var patch = new ConversationPatch { Subject = "Four", Participants = new Dictionary<UserId, ParticipantPatch?> { [dave] = null } };
        Func<Task>[] calls =
        [
            () => Small.SetParticipantAsync(id, dave),
            () => Small.SetAsync(id, patch),
            () => Small.UpdateAsync(id, patch),
        ];

        foreach (var call in calls)
        {
            var error = await RefusesAsync<InvalidConversationDataException>(id, call);
            Assert.Equal(("participants", "must be at most 3", "would be 4"), (error.Field, error.Limit, error.Found));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Create_with_one_participant_too_many_is_refused_and_writes_nothing()
    {
        var id = NewId();
        var draft = new ConversationDraft { Participants = [new(Alice), new(Bob), new(Carol), new(NewUserId())] };

        await RefusesAsync<InvalidConversationDataException>(id, () => Small.CreateIfNotExistsAsync(id, draft));

        Assert.Null(await Conversations.FindAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Participants_of_a_full_conversation_can_be_patched()
    {
        var id = await CreateAsync(Alice, Bob, Carol);

        var carol = await Small.SetParticipantAsync(id, Carol, new() { Access = ParticipantAccess.Read });

        Assert.Equal(ParticipantAccess.Read, carol.Access);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_removed_participant_makes_room_for_another()
    {
        var (id, dave) = (await CreateAsync(Alice, Bob, Carol), NewUserId("dave"));
        await Small.RemoveParticipantAsync(id, Bob);

        await Small.SetParticipantAsync(id, dave);

        Assert.Equal(3, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_conversation_above_a_lowered_limit_can_still_be_opened_updated_and_left()
    {
        var (chat, _) = await Conversations.OpenOneOnOneAsync(Alice, Bob);
        await Conversations.SetParticipantAsync(chat.Id, Carol);
        foreach (var name in (string[])["dave", "erin", "frank"])
            await Conversations.SetParticipantAsync(chat.Id, NewUserId(name));

        var (opened, _) = await Small.OpenOneOnOneAsync(Alice, Bob);
        var updated = await Small.UpdateAsync(chat.Id, new() { Subject = "Six" });
        Assert.True(await Small.RemoveParticipantAsync(chat.Id, Carol));

        Assert.Equal((6, "Six", 5), (opened.ParticipantCount, updated.Subject, (await GetAsync(chat.Id)).ParticipantCount));
        await RefusesAsync<InvalidConversationDataException>(chat.Id, () => Small.SetParticipantAsync(chat.Id, Carol));
    }

    private IConversations Small => field ??=
        Build(options => options.Limits = new() { MaxParticipants = 3 }).GetRequiredService<IConversations>();
}
