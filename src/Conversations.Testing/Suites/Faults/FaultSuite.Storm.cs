using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>Calls of every kind at the same time, while the store is broken again and again.</content>
public abstract partial class FaultSuite
{
    private const int Callers = 8;

    /// <summary>
    /// CommitAsync 1: after a storm, every commit is whole or not there, every acknowledged message is stored once, and no message is
    /// stored whose send said that nothing was written.
    /// </summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 1, 12)]
    [Rule(nameof(IConversationStore), 6)]
    public async Task Every_commit_of_a_storm_is_whole_and_every_acknowledged_message_is_stored_once()
    {
        SkipIfUnproven();
        ConversationId[] kept = [NewId(), NewId()];
        var deleted = NewId();
        foreach (var id in kept)
            await CreateRoomAsync(id);
        using var storm = new FaultStorm(kept, deleted, Alice, Bob, Carol);
        IConversations[] hosts = [Conversations, Build().GetRequiredService<IConversations>()];

        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => storm.CallAsync(hosts[caller % hosts.Length], caller))).ToList();
        try
        {
            for (var round = 0; round < 2 * Rounds; round++)
            {
                await storm.CompletesAsync(1 + (round * 7 % 30), callers);
                await BreakAsync();
            }
        }
        finally
        {
            storm.Stop();
            await Task.WhenAll(callers);
        }

        Assert.NotEmpty(storm.Sends);
        await AssertWholeAsync(deleted);
        foreach (var id in kept)
        {
            await AssertWholeAsync(id);
            await AssertSendsAsync(id, storm.Sends.Where(send => send.Room == id));
        }
    }

    private async Task AssertSendsAsync(ConversationId id, IEnumerable<FaultSend> sends)
    {
        var log = (await Disturbed.UntilServedAsync(() => Store.ListChangesAsync(id, 0, int.MaxValue))).Changes
            .OfType<MessageSent>()
            .ToLookup(sent => sent.MessageId, sent => sent.Sequence);
        var messages = (await Disturbed.UntilServedAsync(() => AllAsync(Conversations.ListMessagesAsync(id)))).ToDictionary(message => message.Id);
        foreach (var send in sends)
        {
            if (send.Sequence is { } sequence)
                Assert.Equal([sequence], log[send.Id]);
            else
                Assert.True(!log.Contains(send.Id), $"Message {send.Id} is stored, although its only send threw StorageException: nothing was written.");

            if (messages.GetValueOrDefault(send.Id) is { Revision: 0 } message)
                Assert.Equal(send.Text, message.Text);
        }
    }
}
