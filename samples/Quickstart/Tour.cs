using Conversations;

namespace Quickstart;

/// <summary>Shows more of the library: three ways to choose an id, groups, replies, reactions, and how to send a message again.</summary>
internal static class Tour
{
    internal static async Task RunAsync(IConversations conversations, IConversationIds ids, bool isNew)
    {
        var (alice, sebastian, nina) = (new UserId("alice"), new UserId("sebastian"), new UserId("nina"));

        // An app can choose ids in three ways. The first way: one conversation per pair of users.
        var (chat, _) = await conversations.OpenOneOnOneAsync(alice, nina, new() { Subject = "Boat by the sea" });

        // The second way: one conversation per purchase, so that the same two users have a separate conversation for each purchase.
        var (purchase, _) = await conversations.CreateIfNotExistsAsync(new ConversationId("purchase:12345"), new()
        {
            Participants = [new(alice), new(sebastian)],
            Subject = "Purchase 12345",
        });

        // The third way: one conversation per topic. Every id can also be hidden, so that nobody can guess it.
        var (dev, _) = await conversations.CreateIfNotExistsAsync(new ConversationId("dev"), new() { Participants = [new(alice)] });
        var (hidden, _) = await conversations.CreateIfNotExistsAsync(ids.Hide("dev"), new() { Participants = [new(alice)] });

        Show.Title("conversations.db");
        Show.Row(
            isNew ? "created now" : "already there",
            isNew ? "Run this again: it will find these conversations." : "The conversations of an earlier run were found.");

        Show.Title("Ids");
        Show.Row("one per pair", chat.Id);
        Show.Row("one per purchase", purchase.Id);
        Show.Row("one per topic", dev.Id);
        Show.Row("the same, hidden", hidden.Id);

        // A conversation becomes a group when it gets a third participant.
        await conversations.SetParticipantAsync(purchase.Id, nina, new() { Access = ParticipantAccess.Read });
        var group = await conversations.FindAsync(purchase.Id);

        Show.Title("A group");
        Show.Row("with two", $"IsGroup = {purchase.IsGroup}");
        Show.Row("with nina", $"IsGroup = {group!.IsGroup}");

        // A user sends a message, the app sends a system message, and another user replies and reacts.
        var (question, _) = await conversations.SendAsync(chat.Id, alice, "Does she *float*?", new MessageId("question"));
        await conversations.SendSystemMessageAsync(chat.Id, "Nina is usually online in the evening", new MessageId("hours"));
        await conversations.SendMessageAsync(chat.Id, nina, new("She does. Come and _see_!") { Id = new MessageId("answer"), ReplyTo = question!.Id });
        await conversations.AddReactionAsync(chat.Id, question.Id, nina, "👍");

        // If it is unclear whether a message was stored, the app can send it again with the same id. It is stored only once.
        var messageId = new MessageId("form-7");
        var first = await conversations.SendAsync(chat.Id, alice, "Saturday at ten?", messageId);
        var again = await conversations.SendAsync(chat.Id, alice, "Saturday at ten?", messageId);

        Show.Title("Sent twice, stored once");
        Show.Row("first", $"Created = {first.Created}");
        Show.Row("again", $"Created = {again.Created}");

        Show.Title(chat.Subject!);
        await foreach (var message in conversations.ListMessagesAsync(chat.Id, new() { After = 0 }))
            Show.Message(message);
    }
}
