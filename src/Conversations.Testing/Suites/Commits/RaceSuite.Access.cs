using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Races between sends and the loss of the right to send.</content>
public abstract partial class RaceSuite
{
    /// <summary>After a removal is stored, no message of the removed user is accepted.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public Task No_message_is_accepted_after_the_removal_of_its_sender() => RaceAgainstSendsAsync(
        async id => Assert.True(await Conversations.RemoveParticipantAsync(id, Bob)),
        change => change is ParticipantRemoved removed && removed.UserId == Bob);

    /// <summary>After the access of a participant is reduced to read, no message of theirs is accepted.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public Task No_message_is_accepted_after_its_sender_loses_write_access() => RaceAgainstSendsAsync(
        async id => Assert.Equal(
            ParticipantAccess.Read,
            (await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read })).Access),
        change => change is ParticipantUpdated updated && updated.UserId == Bob);

    private async Task RaceAgainstSendsAsync(Func<ConversationId, Task> silence, Predicate<Change> isSilenced)
    {
        const int senders = 2, each = 2;
        for (var round = 0; round < RaceRounds; round++)
        {
            var id = await CreateAsync();
            var lastWhenSilenced = 0L;
            Func<Task<List<Try<SendResult>>>> send = async () =>
            {
                var mine = new List<Try<SendResult>>();
                for (var n = 0; n < each; n++)
                    mine.Add(await Race.TryAsync(() => Conversations.SendAsync(id, Bob, "me")));

                return mine;
            };

            var sent = (await Race.RunAsync<List<Try<SendResult>>>([.. Enumerable.Repeat(send, senders), async () =>
            {
                await silence(id);
                lastWhenSilenced = (await Conversations.FindAsync(id))!.LastSequence;
                return [await Race.TryAsync(() => Conversations.SendAsync(id, Bob, "late"))];
            }])).SelectMany(one => one).ToList();

            Assert.All(sent.Where(one => !one.Succeeded), one => Assert.IsType<ConversationAccessException>(one.Error));
            Assert.IsType<ConversationAccessException>(sent[^1].Error);
            var messages = await MessagesAsync(id);
            Assert.Equal(sent.Where(one => one.Succeeded).Select(one => one.Value.Message!.Id).Order(), messages.Select(message => message.Id).Order());
            Assert.All(messages, message => Assert.InRange(message.Sequence, 1, lastWhenSilenced));
            Assert.True(isSilenced((await LogAsync(id))[^1]), "The log contains a message that was sent after its sender lost the right to send.");
        }
    }
}
