using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>Joining, leaving and returning by sessions.</content>
public abstract partial class HistoryJoinSuite
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_who_joins_by_a_session_sees_what_they_ask_for_if_nothing_was_hidden_from_them()
    {
        foreach (var (patch, expected) in new (ParticipantPatch?, long)[] { (null, 1), (PatchOf(History.All), 1), (PatchOf(History.Last(2)), 3), (SinceJoin, 5) })
        {
            var id = await CreateWithMessagesAsync(4);

            await ManagingCarol.SetParticipantAsync(id, Carol, patch);

            Assert.Equal(expected, (await ManagingCarol.FindOwnParticipantAsync(id))!.VisibleFrom);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_option_sets_what_users_see_who_join_by_a_session_for_the_first_time()
    {
        var conversations = Build(options => options.JoinHistory = History.Last(1)).GetRequiredService<IConversations>();
        var (id, dave, erin, frank) = (await CreateWithMessagesAsync(4), NewUserId(), NewUserId(), NewUserId());

        await conversations.As(Carol, _manages).SetParticipantAsync(id, Carol);
        await conversations.As(Alice, _manages).SetParticipantAsync(id, dave);
        await conversations.As(Alice, _manages).UpdateAsync(id, Adding(erin, PatchOf(History.Last(2))));
        await conversations.SetParticipantAsync(id, frank);

        Assert.Equal(4, (await GetParticipantAsync(id, Carol)).VisibleFrom);
        Assert.Equal(4, (await GetParticipantAsync(id, dave)).VisibleFrom);
        Assert.Equal(3, (await GetParticipantAsync(id, erin)).VisibleFrom);
        Assert.Equal(1, (await GetParticipantAsync(id, frank)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_option_does_not_change_what_a_user_who_returns_sees()
    {
        var conversations = Build(options => options.JoinHistory = History.SinceJoin).GetRequiredService<IConversations>();
        var id = await CreateWithMessagesAsync(3);
        var bob = conversations.As(Bob, _manages);

        await bob.RemoveParticipantAsync(id, Bob);
        await bob.SetParticipantAsync(id, Bob);

        Assert.Equal(1, (await GetParticipantAsync(id, Bob)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Leaving_and_returning_by_a_session_never_shows_more_than_before()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        await SendAsync(id, Alice);
        Func<Task>[] waysBack =
        [
            () => ManagingCarol.SetParticipantAsync(id, Carol),
            () => ManagingCarol.SetParticipantAsync(id, Carol, PatchOf(null)),
            () => ManagingCarol.SetParticipantAsync(id, Carol, PatchOf(History.All)),
            () => ManagingCarol.SetParticipantAsync(id, Carol, PatchOf(History.Last(100))),
            () => ManagingAlice.SetParticipantAsync(id, Carol),
            () => ManagingAlice.SetParticipantAsync(id, Carol, PatchOf(History.All)),
            () => ManagingAlice.UpdateAsync(id, Adding(Carol, PatchOf(History.All))),
            () => ManagingAlice.SetAsync(id, Adding(Carol, null)),
            () => Conversations.SetParticipantAsync(id, Carol),
            () => Conversations.UpdateAsync(id, Adding(Carol, new() { Notify = NotifySetting.None })),
        ];

        foreach (var comeBack in waysBack)
        {
            await ManagingCarol.RemoveParticipantAsync(id, Carol);
            await comeBack();

            Assert.Equal(4, (await GetParticipantAsync(id, Carol)).VisibleFrom);
            Assert.Equal(1, (await ManagingCarol.FindAsync(id))!.MessageCount);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_who_returns_can_ask_for_less_than_before()
    {
        var id = await CreateWithMessagesAsync(5);
        await Conversations.SetParticipantAsync(id, Carol, PatchOf(History.Last(3)));
        await ManagingCarol.RemoveParticipantAsync(id, Carol);

        await ManagingCarol.SetParticipantAsync(id, Carol, PatchOf(History.Last(1)));

        Assert.Equal(5, (await GetParticipantAsync(id, Carol)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_app_brings_a_user_back_with_what_they_saw_or_with_what_it_says()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        foreach (var (patch, expected) in new (ParticipantPatch?, long)[] { (null, 4), (PatchOf(History.Last(2)), 2), (null, 2), (PatchOf(History.All), 1), (null, 1), (SinceJoin, 4) })
        {
            await Conversations.RemoveParticipantAsync(id, Carol);
            Assert.NotNull((await FindMembershipAsync(id, Carol))!.EndedAt);

            var back = await Conversations.SetParticipantAsync(id, Carol, patch);

            Assert.Equal(expected, back.VisibleFrom);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_second_account_sees_at_most_what_the_user_who_adds_it_sees()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        await SendAsync(id, Alice);
        (UserId User, ParticipantPatch? Patch, long VisibleFrom)[] accounts =
        [
            (NewUserId(), null, 4),
            (NewUserId(), PatchOf(null), 4),
            (NewUserId(), PatchOf(History.All), 4),
            (NewUserId(), PatchOf(History.Last(3)), 4),
            (NewUserId(), SinceJoin, 5),
        ];

        foreach (var (user, patch, expected) in accounts)
        {
            await ManagingCarol.SetParticipantAsync(id, user, patch);

            Assert.Equal(expected, (await GetParticipantAsync(id, user)).VisibleFrom);
        }

        var last = NewUserId();
        await ManagingCarol.UpdateAsync(id, Adding(last, PatchOf(History.All)));
        Assert.Equal(4, (await GetParticipantAsync(id, last)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_cannot_get_back_more_through_a_second_account_that_left()
    {
        var (id, second) = (await CreateWithMessagesAsync(3), NewUserId());
        await Conversations.SetParticipantAsync(id, second);
        await Conversations.As(second, _manages).RemoveParticipantAsync(id, second);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);

        await ManagingCarol.SetParticipantAsync(id, second, PatchOf(History.All));

        Assert.Equal(4, (await GetParticipantAsync(id, second)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_who_creates_a_conversation_gives_nobody_more_of_the_past_than_themselves()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.DeleteAsync(id);

        await ManagingAlice.CreateIfNotExistsAsync(
            id, new() { Participants = [new(Bob) { History = History.All }, new(Alice) { History = History.SinceJoin }, new(Carol)] });

        foreach (var user in new[] { Alice, Bob, Carol })
            Assert.Equal(4, (await GetParticipantAsync(id, user)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task No_session_changes_the_history_of_a_participant()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.SetParticipantAsync(id, Bob, PatchOf(History.Last(2)));

        foreach (var history in new History?[] { null, History.All, History.Last(2), History.Last(1), History.SinceJoin })
        {
            await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetParticipantAsync(id, Bob, PatchOf(history)));
            await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.UpdateAsync(id, Adding(Bob, PatchOf(history))));
            await RefusesAsync<ConversationAccessException>(id, () => Conversations.As(Alice).SetParticipantAsync(id, Bob, PatchOf(history)));
        }

        foreach (var history in new History?[] { null, History.All, History.Last(1), History.SinceJoin })
        {
            await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetParticipantAsync(id, Bob, PatchOf(history)));
            await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.UpdateAsync(id, Adding(Bob, PatchOf(history))));
            await RefusesAsync<ConversationAccessException>(id, () => Conversations.As(Bob).SetParticipantAsync(id, Bob, PatchOf(history)));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_session_that_sets_its_own_history_to_what_it_is_changes_nothing()
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.SetParticipantAsync(id, Bob, PatchOf(History.Last(2)));
        var before = await StateOfAsync(id);

        await ManagingBob.SetParticipantAsync(id, Bob, PatchOf(History.Last(2)));
        await Conversations.As(Alice).SetParticipantAsync(id, Alice, PatchOf(History.All));

        Assert.Equal(before, await StateOfAsync(id));
    }
}
