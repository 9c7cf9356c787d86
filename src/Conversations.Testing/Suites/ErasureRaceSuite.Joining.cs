using Xunit;

namespace Conversations.Testing;

/// <content>Who joins, or comes back, while somebody is erased.</content>
public abstract partial class ErasureRaceSuite
{
    /// <summary>Under the id of who is erased, whoever is added is a new person, who has nothing of the old one.</summary>
    [Fact]
    public async Task User_who_is_added_again_meanwhile_begins_anew()
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
            Assert.True(ended[2].Error is null or ConversationAccessException);
            await AssertNewAsync(user, id);
            await Conversations.EraseUserAsync(user);
            await AssertGoneAsync(user, id);
            Assert.Empty(await AllAsync(Conversations.ListMessagesAsync(id)));
        }
    }

    /// <summary>The last one out deletes the conversation, but never that of somebody who has just come in.</summary>
    [Fact]
    public async Task Conversation_of_who_joins_meanwhile_is_not_deleted()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var user = NewUserId("erased");
            var id = await CreateAsync(user);

            var ended = await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.SetParticipantAsync(id, Carol)));

            Assert.Null(ended[0].Error);
            Assert.True(ended[1].Error is null or ConversationNotFoundException);
            Assert.Equal(ended[1].Succeeded ? 1 : null, (await Conversations.FindAsync(id))?.ParticipantCount);
            await AssertGoneAsync(user, id);
        }
    }

    /// <summary>Of two who are erased at once, one is the last one out.</summary>
    [Fact]
    public async Task Two_who_are_erased_at_once_leave_nothing_of_their_conversation()
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
        Assert.All(messages, message => Assert.True(message.SenderId == user && message.Sequence > place?.JoinedAfter));
        Assert.DoesNotContain(user.Value, (await GetAsync(id)).Subject, StringComparison.Ordinal);
    }
}
