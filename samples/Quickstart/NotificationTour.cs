using Conversations;
using Microsoft.Extensions.DependencyInjection;

namespace Quickstart;

/// <summary>Shows that a user who has not read is told of it.</summary>
internal static class NotificationTour
{
    private static readonly (UserId Alice, UserId Nina) _users = (new("alice"), new("nina"));

    internal static async Task RunAsync()
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new Told(_users.Nina))
            .AddConversations(options => options.IdSecrets.Add("SOMERANDOMSECRET"))
            .UseSqlite("Data Source=conversations.db")
            .AddNotifications(options => options.Delay = TimeSpan.FromMilliseconds(100))
            .AddNotificationHandler<Notifier>("console")
            .Services.BuildServiceProvider();

        using var stop = new CancellationTokenSource();
        var running = services.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        await services.GetRequiredService<IChangeHandlers>().WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        // Nina has read everything. Then she misses a message.
        var conversations = services.GetRequiredService<IConversations>();
        var (chat, _) = await conversations.OpenOneOnOneAsync(_users.Alice, _users.Nina);
        await conversations.As(_users.Nina).MarkAsReadAsync(chat.Id);
        await conversations.As(_users.Alice).SendAsync(chat.Id, "Are you coming?");

        var notification = await services.GetRequiredService<Told>().First.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await running;

        Show.Title("A notification");
        Show.Row("to", notification.Recipient.Name);
        Show.Row("about", notification.View.Title);
        Show.Row("missed", notification.Messages[^1].Text);
    }
}
