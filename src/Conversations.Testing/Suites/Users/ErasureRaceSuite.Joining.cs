using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Races between an erasure and users who join or are added again.</content>
public abstract partial class ErasureRaceSuite
{
    /// <summary>A user who is added with the erased id is a new person and has nothing of the erased one.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task A_user_who_is_added_again_during_the_erasure_has_nothing_of_the_erased_one()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, id) = await BeginAsync();
            await SendAsync(id, user, Secret);

            var ended = await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(async () =>
                {
                    await Conversations.SetParticipantAsync(id, user);
                    await Conversations.SendAsync(id, user, "I am new");
                    await Conversations.SendAsync(id, user, "I am new");
                }));

            Assert.All(ended[..2], one => Assert.Null(one.Error));
            Assert.True(ended[2].Error is null or ConversationAccessException, $"{ended[2].Error}");
            await AssertNewAsync(user, id);
            await Conversations.EraseUserAsync(user);
            await AssertGoneAsync(user, id);
            Assert.Empty(await AllAsync(Conversations.ListMessagesAsync(id)));
            await Conversations.DeleteAsync(id);
        }
    }

    /// <summary>The erasure of the last participant deletes the conversation, but not if another user has just joined.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_conversation_is_not_deleted_if_another_user_joins_during_the_erasure()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var user = NewUserId("erased");
            var id = await CreateAsync(user);

            var ended = await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.SetParticipantAsync(id, Carol)));

            Assert.Null(ended[0].Error);
            Assert.True(ended[1].Error is null or ConversationNotFoundException, $"{ended[1].Error}");
            Assert.Equal(ended[1].Succeeded ? 1 : null, (await Conversations.FindAsync(id))?.ParticipantCount);
            await AssertGoneAsync(user, id);
            await Conversations.DeleteAsync(id);
        }
    }

    /// <summary>If both participants are erased at the same time, the conversation is deleted.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 2)]
    public async Task Two_users_erased_at_the_same_time_leave_nothing_of_their_conversation()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, other) = (NewUserId("erased"), NewUserId("erased"));
            var id = await CreateAsync(user, other);
            await Conversations.UpdateAsync(id, new() { Subject = Mention(other) });
            await SendAsync(id, user, Mention(other));
            await SendAsync(id, other, Mention(user));

            await Race.RunAsync(2, i => Conversations.EraseUserAsync(i == 0 ? user : other));

            Assert.Null(await Conversations.FindAsync(id));
            await AssertGoneAsync(user, id);
            await AssertGoneAsync(other, id);
        }
    }

    private async Task AssertNewAsync(UserId user, ConversationId id)
    {
        var place = await Conversations.FindParticipantAsync(id, user);
        var messages = await AllAsync(Conversations.ListMessagesAsync(id));
        Assert.DoesNotContain(messages, message => message.Text == Secret);
        Assert.All(messages, message => Assert.True(message.SenderId == user && message.Sequence > place?.JoinedAfter, $"{message} of {place}"));
        Assert.DoesNotContain(user.Value, (await GetAsync(id)).Subject, StringComparison.Ordinal);
    }
}
