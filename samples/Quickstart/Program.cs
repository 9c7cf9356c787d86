using Conversations;
using Microsoft.Extensions.DependencyInjection;
using Quickstart;
using Quickstart.Import;

if (args.Length > 0)
    return await ImportCommand.RunAsync(args, Console.Out, Console.Error);

await using var services = new ServiceCollection()
    .AddConversations(options => options.IdSecrets.Add("SOMERANDOMSECRET"))
    .Services.BuildServiceProvider();

var conversations = services.GetRequiredService<IConversations>();
var ids = services.GetRequiredService<IConversationIds>();
var (alice, sebastian, nina) = (new UserId("alice"), new UserId("sebastian"), new UserId("nina"));

// Three ways to choose an id. The id is the granularity: one conversation per pair of users …
var (chat, _) = await conversations.OpenOneOnOneAsync(alice, sebastian, new()
{
    Subject = "House <https://example.com|by the sea>",
    Custom = new() { ["purchaseId"] = "12345" },
});

// … one per purchase, so that the same two people have a thread for each …
var (purchase, _) = await conversations.CreateIfNotExistsAsync(new ConversationId("purchase:12345"), new()
{
    Participants = [new(alice), new(sebastian)],
    Subject = "Purchase 12345",
});

// … or one per topic. Any of them can be hidden, where nobody is to guess it.
var (dev, _) = await conversations.CreateIfNotExistsAsync(new ConversationId("dev"), new() { Participants = [new(alice)] });
var (hidden, _) = await conversations.CreateIfNotExistsAsync(ids.Hide("dev"), new() { Participants = [new(alice)] });

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
var (question, _) = await conversations.SendAsync(chat.Id, alice, "Is it still *available*?");
await conversations.SendSystemMessageAsync(chat.Id, "Sebastian is usually online during office hours");
await conversations.SendMessageAsync(chat.Id, sebastian, new("It is. Come and _see_ it!") { ReplyTo = question!.Id });
await conversations.AddReactionAsync(chat.Id, question.Id, sebastian, "👍");

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

return 0;
