using Conversations.Storage;

namespace Conversations.Testing;

/// <content>
/// Reads while a conversation changes: all that one call returns is of one moment. The race goes on until reads hit the moment, and fails as
/// not proven if none did.
/// </content>
public abstract partial class RaceSuite
{
    /// <summary>The reaction is there whenever the text says "with", and the answered message is the one on the same page.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    public async Task A_page_of_messages_is_of_one_moment()
    {
        var id = await CreateAsync();
        var asked = await SendAsync(id, Alice, "without");
        await Conversations.SendMessageAsync(id, Bob, new("answer") { ReplyTo = asked.Id });

        await new Moments().RunAsync(
            write => (write % 4) switch
            {
                0 => Conversations.AddReactionAsync(id, asked.Id, Bob, "👍"),
                1 => Conversations.EditMessageAsync(id, asked.Id, new() { Text = "with" }),
                2 => Conversations.EditMessageAsync(id, asked.Id, new() { Text = "without" }),
                _ => Conversations.RemoveReactionAsync(id, asked.Id, Bob, "👍"),
            },
            async () =>
            {
                var page = await Store.ListMessagesAsync(new() { ConversationId = id, Viewer = Alice, Limit = 10 });
                Assert.NotNull(page);
                Assert.Equal(2, page.Count);
                Assert.True(page[0].Text == "without" || page[0].Reactions.Count == 1, "The page shows a text without the reaction that was there.");
                Assert.Equal(page[0], page[1].RepliedTo);
            });
    }

    /// <summary>A user who sees a message that was sent while they did not take part was checked before the message was read.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_page_of_messages_and_the_check_of_its_viewer_are_of_one_moment()
    {
        var id = await CreateAsync();

        await new Moments().RunAsync(
            async _ =>
            {
                await Conversations.RemoveParticipantAsync(id, Bob);
                await SendAsync(id, Alice, "secret");
            },
            async () =>
            {
                var page = await Store.ListMessagesAsync(new() { ConversationId = id, Viewer = Bob, Descending = true, Limit = 10 });
                Assert.DoesNotContain("secret", page?.Select(message => message.Text) ?? []);
            },
            prepare: () => Conversations.SetParticipantAsync(id, Bob, new() { History = History.SinceJoin }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Facts_and_a_conversation_are_of_one_moment()
    {
        var id = await CreateAsync();

        await new Moments().RunAsync(
            write => write % 2 == 0 ? Conversations.UpdateAsync(id, new() { Subject = $"{(write / 2) + 2}" }) : SendAsync(id, Alice),
            async () =>
            {
                var facts = await Store.ReadFactsAsync(new() { ConversationId = id, Users = [Alice] });
                Assert.Equal(facts.SettingsVersion == 1 ? null : $"{facts.SettingsVersion}", facts.Settings?.Subject);
                Assert.Equal(facts.LastSequence, facts.Participant(Alice)?.ReadUpTo);

                var found = Assert.IsType<Storage.StoredConversation>(await Store.FindConversationAsync(id, Alice));
                var (conversation, viewer) = (found.Conversation, found.Viewer);
                Assert.Equal(conversation.SettingsVersion == 1 ? null : $"{conversation.SettingsVersion}", conversation.Subject);
                Assert.Equal(conversation.Version, conversation.SettingsVersion + conversation.LastSequence);
                Assert.Equal(
                    (conversation.LastSequence, conversation.LastSequence, conversation.LastSequence),
                    (conversation.MessageCount, conversation.LastMessage?.Sequence ?? 0, viewer?.ReadUpTo));
            });
    }
}
