using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Races between the delete of a conversation and its use.</content>
public abstract partial class RaceSuite
{
    /// <summary>A recreated conversation contains nothing of the deleted one and continues its version and sequence.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 5, 11)]
    public async Task Nothing_survives_a_delete_and_version_and_sequence_continue()
    {
        for (var round = 0; round < Few; round++)
        {
            var id = await CreateAsync();
            var draft = new ConversationDraft { Participants = [new(Alice), new(Bob)] };
            Func<Task<long[]>> send = async () =>
            {
                var mine = new List<long>();
                for (var n = 0; n < 5; n++)
                {
                    if ((await TryUnlessDeletedAsync(() => Conversations.SendAsync(id, Alice, "text"))).Value.Message is { } message)
                        mine.Add(message.Sequence);
                }

                return [.. mine];
            };
            Func<Task<long[]>> delete = async () =>
            {
                await Conversations.DeleteAsync(id);
                return [];
            };
            Func<Task<long[]>> create = async () =>
            {
                await TryUnlessDeletedAsync(() => Conversations.CreateIfNotExistsAsync(id, draft));
                return [];
            };

            var sequences = (await Race.RunAsync<long[]>(send, delete, send, create, send, delete, create, send)).SelectMany(one => one).ToList();

            Assert.Equal(sequences.Distinct().Count(), sequences.Count);
            await Conversations.CreateIfNotExistsAsync(id, draft);
            var next = await SendAsync(id, Bob);
            Assert.All(sequences, sequence => Assert.InRange(sequence, 1, next.Sequence - 1));
            await AssertNothingSurvivesAsync(id);
        }
    }

    private async Task AssertNothingSurvivesAsync(ConversationId id)
    {
        var log = await LogAsync(id);
        Assert.Equal(log[0].Version > 1, (await Store.ListChangesAsync(id, 0, 1)).IsPruned);
        Assert.Equal(log[0].Version > 1, log[0] is ConversationDeleted);

        var born = log.Single(change => change is ConversationCreated).Version;
        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        var sent = log.OfType<MessageSent>().ToList();
        Assert.All(sent, change => Assert.True(change.Version > born, $"{change} is older than the conversation, which was created by version {born}."));
        Assert.Equal(sent.Select(change => (change.MessageId, change.Sequence)), messages.Select(message => (message.Id, message.Sequence)));
        Assert.Equal(Enumerable.Range(0, sent.Count).Select(i => sent[0].Sequence + i), sent.Select(change => change.Sequence));
    }

    /// <summary>Returns the result of a call, which may fail only because the conversation was deleted meanwhile.</summary>
    private static async Task<Try<T>> TryUnlessDeletedAsync<T>(Func<Task<T>> call)
    {
        var ended = await Race.TryAsync(call);
        if (!ended.Succeeded)
            Assert.IsType<ConversationNotFoundException>(ended.Error);

        return ended;
    }
}
