using Conversations;

namespace Quickstart;

/// <summary>What else there is: ids in three ways, groups, replies, reactions, and sending again.</summary>
internal static class Tour
{
    internal static async Task RunAsync(IConversations conversations, IConversationIds ids, bool isNew)
    {
        var (alice, sebastian, nina) = (new UserId("alice"), new UserId("sebastian"), new UserId("nina"));

        // Three ways to choose an id. The id is the granularity: one conversation per pair of users …
        var (chat, _) = await conversations.OpenOneOnOneAsync(alice, nina, new() { Subject = "Boat by the sea" });

        // … one per purchase, so that the same two people have a thread for each …
        var (purchase, _) = await conversations.CreateIfNotExistsAsync(new ConversationId("purchase:12345"), new()
        {
            Participants = [new(alice), new(sebastian)],
            Subject = "Purchase 12345",
        });

        // … or one per topic. Any of them can be hidden, where nobody is to guess it.
        var (dev, _) = await conversations.CreateIfNotExistsAsync(new ConversationId("dev"), new() { Participants = [new(alice)] });
        var (hidden, _) = await conversations.CreateIfNotExistsAsync(ids.Hide("dev"), new() { Participants = [new(alice)] });

        Show.Title("conversations.db");
        Show.Row(isNew ? "made just now" : "from before", isNew ? "run this again, and it finds what is there" : "what earlier runs wrote was found");

        Show.Title("Ids");
        Show.Row("one per pair", chat.Id);
        Show.Row("one per purchase", purchase.Id);
        Show.Row("one per topic", dev.Id);
        Show.Row("the same, hidden", hidden.Id);

        // A third participant is all that makes a group.
        await conversations.SetParticipantAsync(purchase.Id, nina, new() { Access = ParticipantAccess.Read });
        var group = await conversations.FindAsync(purchase.Id);

        Show.Title("A group");
        Show.Row("with two", $"IsGroup = {purchase.IsGroup}");
        Show.Row("with nina", $"IsGroup = {group!.IsGroup}");

        // Users write, the app writes, users answer and react.
        var (question, _) = await conversations.SendAsync(chat.Id, alice, "Does she *float*?", new MessageId("question"));
        await conversations.SendSystemMessageAsync(chat.Id, "Nina is usually online in the evening", new MessageId("hours"));
        await conversations.SendMessageAsync(chat.Id, nina, new("She does. Come and _see_!") { Id = new MessageId("answer"), ReplyTo = question!.Id });
        await conversations.AddReactionAsync(chat.Id, question.Id, nina, "👍");

        // A message with an id of its own can be sent again, whenever it is unclear whether it got through.
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
