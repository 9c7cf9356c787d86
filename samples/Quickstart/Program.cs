using Conversations;
using Microsoft.Extensions.DependencyInjection;
using Quickstart;
using Quickstart.Import;

if (args.Length > 0)
    return await ImportCommand.RunAsync(args, Console.Out, Console.Error);

await using var services = new ServiceCollection()
    .AddConversations(options => options.IdSecrets.Add("SOMERANDOMSECRET"))
    .UseSqlite("Data Source=conversations.db")
    .Services.BuildServiceProvider();

var conversations = services.GetRequiredService<IConversations>();
var (alice, sebastian) = (new UserId("alice"), new UserId("sebastian"));

var (chat, created) = await conversations.OpenOneOnOneAsync(alice, sebastian, new()
{
    Subject = "House <https://example.com|by the sea>",
    Custom = new() { ["purchaseId"] = "12345" },
});

await conversations.As(alice).SendAsync(chat.Id, "Is it still *available*?");
await conversations.SendSystemMessageAsync(chat.Id, "Sebastian is usually online during office hours");

await foreach (var entry in conversations.As(sebastian).ListInboxAsync())
    Console.WriteLine($"{entry.View.Title}: {entry.LastMessage?.Text} ({entry.UnreadCount} unread)");

await Tour.RunAsync(conversations, services.GetRequiredService<IConversationIds>(), created);
await WatchTour.RunAsync(conversations);
await HandlerTour.RunAsync();
await NotificationTour.RunAsync();
return 0;
