using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Tests that the log and the state tell the same after an erasure, whatever happens meanwhile.</content>
public abstract partial class ErasureRaceSuite
{
    /// <summary>The user is added again during the erasure: who takes part and who reacted is what the log says.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task Log_and_state_agree_after_the_user_was_added_again_during_the_erasure()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, id) = await BeginAsync();
            var asked = (await SendAsync(id, Bob)).Id;
            await Conversations.AddReactionAsync(id, asked, user, "👍");
            await SendAsync(id, user, Secret);
            Task AddAsync() => Conversations.SetParticipantAsync(id, user);

            var ended = await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(AddAsync),
                () => TryAsync(async () =>
                {
                    await AddAsync();
                    await Conversations.AddReactionAsync(id, asked, user, "👍");
                    await Conversations.SendAsync(id, user, "I am new");
                }),
                () => TryAsync(AddAsync));

            Assert.Null(ended[0].Error);
            Assert.All(ended, one => Assert.True(one.Error is null or ConversationAccessException or ConversationNotFoundException, $"{one.Error}"));
            await AssertLogIsStateAsync(id, asked);
            await Conversations.EraseUserAsync(user);
            await AssertGoneAsync(user, id);
            await AssertLogIsStateAsync(id, asked);
            await Conversations.DeleteAsync(id);
        }
    }

    /// <summary>Reads the log from its beginning, and compares what it says with what the store says.</summary>
    private async Task AssertLogIsStateAsync(ConversationId id, MessageId asked)
    {
        var (present, reacted, stored) = (new HashSet<UserId>(), new HashSet<UserId>(), new HashSet<MessageId>());
        foreach (var change in (await Store.ListChangesAsync(id, 0, 10_000)).Changes)
        {
            switch (change)
            {
                case ConversationCreated created:
                    present.UnionWith(created.Participants);
                    break;
                case ParticipantAdded added:
                    Assert.True(present.Add(added.UserId), "The log adds a user who takes part.");
                    break;
                case ParticipantUpdated updated:
                    Assert.Contains(updated.UserId, present);
                    break;
                case ParticipantRemoved removed:
                    Assert.True(present.Remove(removed.UserId), "The log removes a user who does not take part.");
                    break;
                case ReactionAdded reaction:
                    reacted.Add(reaction.UserId);
                    break;
                case MessageSent sent:
                    stored.Add(sent.MessageId);
                    break;
                case MessageDeleted deleted:
                    Assert.True(stored.Remove(deleted.MessageId), "The log deletes a message that does not exist.");
                    break;
            }
        }

        var participants = (await Store.ListParticipantsAsync(new() { ConversationId = id, Limit = 100 }))!;
        var reactors = (await Store.ListReactorsAsync(new() { ConversationId = id, MessageId = asked, Limit = 100 }))!;
        Assert.Equal(present.Order(), participants.Select(one => one.UserId).Order());
        Assert.Equal(reacted.Order(), reactors.Select(one => one.UserId).Order());
        Assert.Equal(stored.Order(), (await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.Id).Order());
    }
}
