using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>One-on-one conversations: an id that is given out again, and users who return.</content>
public abstract partial class HistoryJoinSuite
{
    private ConversationId PairId => OneOnOneId.Compute(Alice, Bob);

    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_new_user_with_the_id_of_an_erased_one_reads_nothing_old(bool keepsTexts, bool bySession)
    {
        await OpenWithMessagesAsync();
        await Conversations.EraseUserAsync(Alice, new() { KeepTexts = keepsTexts });

        var (opened, created) = bySession ? await ManagingAlice.OpenOneOnOneAsync(Bob) : await Conversations.OpenOneOnOneAsync(Alice, Bob);

        Assert.Equal((PairId, false), (opened.Id, created));
        var alice = Conversations.As(Alice);
        Assert.Empty(await AllAsync(alice.ListMessagesAsync(PairId)));
        Assert.Equal((0, null), ((await alice.FindAsync(PairId))!.MessageCount, (await alice.FindAsync(PairId))!.LastMessage));
        Assert.Empty(await AllAsync(alice.ListInboxAsync()));

        var answer = await SendAsync(PairId, Bob, "who are you?");

        Assert.Equal(answer.Id, (await AllAsync(alice.ListMessagesAsync(PairId))).Single().Id);
        Assert.Equal(1, (await alice.FindReadStateAsync(PairId))!.UnreadCount);
        Assert.NotEqual(1, (await GetParticipantAsync(PairId, Alice)).VisibleFrom);
        Assert.Equal(1, (await GetParticipantAsync(PairId, Bob)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_other_user_who_opens_the_conversation_adds_the_new_user_without_the_past()
    {
        await OpenWithMessagesAsync();
        await Conversations.EraseUserAsync(Alice, new() { KeepTexts = true });

        await ManagingBob.OpenOneOnOneAsync(Alice);

        Assert.Empty(await AllAsync(Conversations.As(Alice).ListMessagesAsync(PairId)));
        Assert.Equal(3, (await ManagingBob.FindAsync(PairId))!.MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_who_left_a_one_on_one_conversation_comes_back_to_what_they_saw()
    {
        await OpenWithMessagesAsync();
        Func<Task>[] waysBack =
        [
            () => ManagingAlice.OpenOneOnOneAsync(Bob),
            () => ManagingBob.OpenOneOnOneAsync(Alice),
            () => Conversations.OpenOneOnOneAsync(Alice, Bob),
        ];

        foreach (var (patch, expected) in new (ParticipantPatch, long)[] { (PatchOf(History.All), 1), (PatchOf(History.Last(2)), 2) })
        {
            await Conversations.SetParticipantAsync(PairId, Alice, patch);
            foreach (var comeBack in waysBack)
            {
                await ManagingAlice.RemoveParticipantAsync(PairId, Alice);
                await comeBack();

                Assert.Equal(expected, (await GetParticipantAsync(PairId, Alice)).VisibleFrom);
            }
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_session_that_opens_a_conversation_adds_the_other_user_with_at_most_its_own_history()
    {
        await OpenWithMessagesAsync();
        await Conversations.SetParticipantAsync(PairId, Bob, PatchOf(History.Last(1)));
        await ManagingAlice.RemoveParticipantAsync(PairId, Alice);

        await ManagingBob.OpenOneOnOneAsync(Alice);

        Assert.Equal(3, (await GetParticipantAsync(PairId, Alice)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Both_users_who_left_come_back_with_at_most_the_history_of_the_one_who_opens()
    {
        await OpenWithMessagesAsync();
        await Conversations.SetParticipantAsync(PairId, Carol);
        await Conversations.SetParticipantAsync(PairId, Bob, PatchOf(History.Last(1)));
        await ManagingAlice.RemoveParticipantAsync(PairId, Alice);
        await ManagingBob.RemoveParticipantAsync(PairId, Bob);

        await ManagingBob.OpenOneOnOneAsync(Alice);

        Assert.Equal(3, (await GetParticipantAsync(PairId, Bob)).VisibleFrom);
        Assert.Equal(3, (await GetParticipantAsync(PairId, Alice)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_new_conversation_and_one_without_messages_hide_nothing()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        await Conversations.EraseUserAsync(Alice);

        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        await SendAsync(PairId, Bob);

        Assert.Equal(1, (await GetParticipantAsync(PairId, Alice)).VisibleFrom);
        Assert.Single(await AllAsync(Conversations.As(Alice).ListMessagesAsync(PairId)));
    }

    private async Task OpenWithMessagesAsync()
    {
        await Conversations.OpenOneOnOneAsync(Alice, Bob);
        await SendAsync(PairId, Alice, "old");
        await SendAsync(PairId, Bob, "older");
        await SendAsync(PairId, Alice, "oldest");
    }
}
