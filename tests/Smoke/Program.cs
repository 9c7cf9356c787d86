using System.Text.Json;
using Conversations;
using Microsoft.Extensions.DependencyInjection;

await using var services = new ServiceCollection()
    .AddConversations(options => options.IdSecrets.Add("SOMERANDOMSECRET"))
    .UseSqlite("Data Source=smoke.db")
    .Services.BuildServiceProvider();

var conversations = services.GetRequiredService<IConversations>();
var (alice, sebastian) = (new UserId("alice"), new UserId("sebastian"));

var (chat, created) = await conversations.OpenOneOnOneAsync(alice, sebastian, new() { Subject = "Boat" });
Console.WriteLine($"opened {chat.Id}: {created}");

var (_, openedAgain) = await conversations.OpenOneOnOneAsync(sebastian, alice);
Console.WriteLine($"opened again: {openedAgain}");

await conversations.As(alice).SendMessageAsync(chat.Id, new("Does she float?") { Custom = new() { ["deck"] = "teak" } });
await conversations.SendSystemMessageAsync(chat.Id, "Sebastian is away");

await foreach (var message in conversations.As(sebastian).ListMessagesAsync(chat.Id))
{
    var json = JsonSerializer.Serialize(message, ConversationsJson.Options.GetTypeInfo(typeof(Message)));
    var same = JsonSerializer.Deserialize(json, ConversationsJson.Options.GetTypeInfo(typeof(Message)));
    Console.WriteLine($"message {message.Sequence}: {message.Text}, from JSON: {message.Equals(same)}");
}

await foreach (var entry in conversations.As(sebastian).ListInboxAsync())
    Console.WriteLine($"inbox: {entry.View.Title}, {entry.UnreadCount} unread");

// With reflection on, as in an app that is not compiled ahead of time, the JSON above would prove nothing.
Console.WriteLine($"JSON by reflection: {JsonSerializer.IsReflectionEnabledByDefault}");
