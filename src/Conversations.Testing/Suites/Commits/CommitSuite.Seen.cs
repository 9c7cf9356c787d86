using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Testing;

/// <content>Two instances of the store with the same stored conversations.</content>
public abstract partial class CommitSuite
{
    [Fact]
    [Rule(nameof(IConversationStore), 11)]
    public async Task What_a_call_has_stored_is_seen_at_once_by_another_instance()
    {
        var (id, other) = (NewId(), Build().GetRequiredService<IConversationStore>());
        Assert.IsType<Stored>(Assert.Single(await CommitAsync(Creating(id, Alice, Bob))));
        for (var i = 1; i <= 20; i++)
        {
            var (writes, reads) = i % 2 == 0 ? (Store, other) : (other, Store);

            var stored = Assert.IsType<Stored>(Assert.Single(await writes.CommitAsync([Sending(id, Alice, NewMessageId())])));
            Assert.Equal(new ReadState(i, 0, IsMarkedUnread: false), await writes.MarkAsReadAsync(id, Bob, i));

            Assert.Equal(stored.Message, Assert.Single((await reads.ListMessagesAsync(new() { ConversationId = id, Descending = true, Limit = 1 }))!));
            Assert.Equal(stored.Version, (await reads.FindConversationAsync(id, Alice))?.Conversation.Version);
            Assert.Equal(i, (await reads.FindReadStateAsync(id, Bob))?.ReadUpTo);
            Assert.Equal(stored.Version, Assert.Single((await reads.ListChangesAsync(id, i, 1)).Changes).Version);
        }
    }
}
