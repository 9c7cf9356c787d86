using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests who sees how much of the past: joining, leaving, returning, second accounts, and changes by the app.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class HistoryJoinSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private static readonly UserPermissions _manages = UserPermissions.Default with { ManageConversations = true };

    private UserSession ManagingAlice => Conversations.As(Alice, _manages);

    private UserSession ManagingBob => Conversations.As(Bob, _manages);

    private UserSession ManagingCarol => Conversations.As(Carol, _manages);

    private static ParticipantPatch SinceJoin => PatchOf(History.SinceJoin);

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task The_app_adds_a_user_with_all_messages_unless_it_says_otherwise()
    {
        var id = await CreateWithMessagesAsync(5);
        (UserId User, ParticipantPatch? Patch, long VisibleFrom)[] cases =
        [
            (NewUserId(), null, 1),
            (NewUserId(), new(), 1),
            (NewUserId(), PatchOf(null), 1),
            (NewUserId(), PatchOf(History.All), 1),
            (NewUserId(), PatchOf(History.Last(2)), 4),
            (NewUserId(), PatchOf(History.Last(5)), 1),
            (NewUserId(), SinceJoin, 6),
        ];

        foreach (var (user, patch, expected) in cases)
        {
            var added = await Conversations.SetParticipantAsync(id, user, patch);

            Assert.Equal((expected, 5, 5), (added.VisibleFrom, added.JoinedAfter, added.ReadUpTo));
            Assert.Equal(expected, (await GetParticipantAsync(id, user)).VisibleFrom);
            Assert.Equal(expected, (await Conversations.As(user).FindOwnParticipantAsync(id))!.VisibleFrom);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_patch_of_the_conversation_sets_the_history_of_whom_it_adds()
    {
        var (first, second) = (await CreateWithMessagesAsync(3), await CreateWithMessagesAsync(3));

        await Conversations.UpdateAsync(first, Adding(Carol, SinceJoin));
        await Conversations.SetAsync(second, Adding(Carol, PatchOf(History.Last(1))));

        Assert.Equal(4, (await GetParticipantAsync(first, Carol)).VisibleFrom);
        Assert.Equal(3, (await GetParticipantAsync(second, Carol)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task In_a_new_conversation_every_history_shows_all_messages()
    {
        var (created, set) = (NewId(), NewId());
        await Conversations.CreateIfNotExistsAsync(
            created, new() { Participants = [new(Alice) { History = History.SinceJoin }, new(Bob) { History = History.Last(3) }, new(Carol)] });
        await Conversations.SetAsync(set, Adding(Alice, SinceJoin));

        foreach (var user in new[] { Alice, Bob, Carol })
            Assert.Equal(1, (await GetParticipantAsync(created, user)).VisibleFrom);

        Assert.Equal(1, (await GetParticipantAsync(set, Alice)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_history_in_a_draft_hides_what_a_conversation_of_the_same_id_left_behind()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.DeleteAsync(id);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice) { History = History.SinceJoin }, new(Bob)] });
        var message = await SendAsync(id, Bob);

        Assert.Equal((4, 1), ((await GetParticipantAsync(id, Alice)).VisibleFrom, (await GetParticipantAsync(id, Bob)).VisibleFrom));
        foreach (var user in new[] { Alice, Bob })
        {
            var seen = await Conversations.As(user).FindAsync(id);
            Assert.Equal((1, message.Id), (seen!.MessageCount, seen.LastMessage!.Id));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task The_app_changes_the_history_of_a_participant_in_both_directions()
    {
        var id = await CreateWithMessagesAsync(4);
        foreach (var (history, expected) in new (History?, long)[] { (History.SinceJoin, 5), (History.Last(3), 2), (null, 1), (History.Last(1), 4), (History.All, 1) })
        {
            var version = (await GetAsync(id)).Version;

            var set = await Conversations.SetParticipantAsync(id, Bob, PatchOf(history));

            Assert.Equal((expected, 0), (set.VisibleFrom, set.JoinedAfter));
            Assert.Equal(version + 1, (await GetAsync(id)).Version);
            Assert.Equal(4 - expected + 1, (await Conversations.As(Bob).FindAsync(id))!.MessageCount);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_history_that_a_participant_has_already_changes_nothing()
    {
        var id = await CreateWithMessagesAsync(4);
        await Conversations.SetParticipantAsync(id, Bob, PatchOf(History.Last(2)));
        var before = await StateOfAsync(id);

        await Conversations.SetParticipantAsync(id, Bob, PatchOf(History.Last(2)));
        await Conversations.SetParticipantAsync(id, Alice, PatchOf(History.All));
        await Conversations.SetParticipantAsync(id, Alice, PatchOf(History.Last(4)));
        await Conversations.UpdateAsync(id, Adding(Bob, PatchOf(History.Last(2))));
        await Conversations.SetParticipantAsync(id, Bob, new() { Notify = NotifySetting.All });

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_change_of_other_values_keeps_the_history()
    {
        var id = await CreateWithMessagesAsync(4);
        await Conversations.SetParticipantAsync(id, Bob, SinceJoin);
        await SendAsync(id, Alice);

        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.None });
        await Conversations.As(Bob).SetParticipantAsync(id, Bob, new() { Notify = NotifySetting.All });
        await Conversations.MarkAsReadAsync(id, Bob);

        Assert.Equal(5, (await GetParticipantAsync(id, Bob)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_user_since_join_sees_exactly_what_is_stored_after_joining_while_others_send()
    {
        for (var round = 0; round < Math.Min(RaceRounds, 50); round++)
        {
            var id = await CreateWithMessagesAsync(1);
            var sends = Enumerable.Range(0, 8).Select(_ => (Task)SendAsync(id, Alice)).ToList();
            var joins = Conversations.SetParticipantAsync(id, Carol, SinceJoin);
            await Task.WhenAll([.. sends, joins]);

            var (own, seen) = (await GetParticipantAsync(id, Carol), await AllAsync(Conversations.As(Carol).ListMessagesAsync(id)));
            Assert.Equal(own.JoinedAfter + 1, own.VisibleFrom);
            Assert.Equal(9 - own.JoinedAfter, seen.Count);
            Assert.Equal(seen.Count, (await Conversations.As(Carol).FindReadStateAsync(id))!.UnreadCount);
        }
    }

    private async Task<ConversationId> CreateWithMessagesAsync(int count, params UserId[] users)
    {
        var id = await CreateAsync(users);
        for (var i = 0; i < count; i++)
            await SendAsync(id, Alice);

        return id;
    }

    private static ParticipantPatch PatchOf(History? history) => new() { History = history };

    private static ConversationPatch Adding(UserId user, ParticipantPatch? patch) =>
        new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [user] = patch } };
}
