using System.Text.Json;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Tests that an entry is of one moment: it is listed as the filter saw it, and its values agree with each other.</content>
public abstract partial class InboxMomentSuite
{
    /// <summary>Each conversation changes as soon as the filter sees its entry: by a message, an edit, or the removal of the user.</summary>
    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task An_entry_is_listed_as_the_filter_saw_it_although_its_conversation_changes(int size)
    {
        var ids = await FillAsync(4);
        var seen = new Dictionary<ConversationId, string>();
        var turn = 0;

        var slice = await ListAsync(size, entry =>
        {
            if (!seen.TryAdd(entry.Conversation.Id, JsonSerializer.Serialize(entry)))
                return false;

            var (id, last) = (entry.Conversation.Id, entry.Conversation.LastMessage!.Id);
            Inside(() => (turn++ % 3) switch
            {
                0 => SendAsync(id, Bob),
                1 => Conversations.EditMessageAsync(id, last, new() { Text = "edited" }),
                _ => Conversations.RemoveParticipantAsync(id, Alice),
            });
            return true;
        });

        Assert.NotEmpty(slice.Entries);
        Assert.All(slice.Entries, entry => Assert.Equal(seen[entry.Conversation.Id], JsonSerializer.Serialize(entry)));
        Assert.Contains(ids[0], await RestAsync(slice));
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Every_entry_agrees_with_itself_if_messages_arrive_while_the_page_is_read(int size)
    {
        var ids = await FillAsync(4);
        var seen = new List<StoredInboxEntry>();

        // The first entry is seen before the messages arrive. The others may be read before or after, but each of them at one moment.
        await ListAsync(size, entry =>
        {
            seen.Add(entry);
            if (seen.Count == 1)
                Inside(() => WriteAsync(ids));

            return seen.Count % 2 == 0;
        });

        Assert.NotEmpty(seen);
        Assert.All(seen, entry =>
        {
            var (conversation, participant) = (entry.Conversation, entry.Participant);
            var last = Assert.IsType<Message>(conversation.LastMessage);
            Assert.Equal(conversation.LastSequence, last.Sequence);
            Assert.Equal(conversation.LastSequence, conversation.MessageCount);
            Assert.Equal(conversation.LastActivityAt, last.CreatedAt);
            Assert.Equal(conversation.LastSequence - participant.ReadUpTo, entry.UnreadCount);
        });
    }

    /// <summary>Each of these changes affects other values of an entry: the last message, the read position, both.</summary>
    private async Task WriteAsync(List<ConversationId> ids)
    {
        await SendAsync(ids[0], Bob);
        await SendAsync(ids[1], Alice);
        await SendAsync(ids[2], Bob);
        await Conversations.MarkAsReadAsync(ids[2], Alice);
        await Conversations.MarkAsReadAsync(ids[3], Alice);
    }
}
