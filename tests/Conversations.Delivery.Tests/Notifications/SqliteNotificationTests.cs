using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Notifications;

public sealed class SqliteNotificationTests : NotificationTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_hosts_notify_once()
    {
        await using var one = await NotifiedApp.StartAsync(Use);
        await using var other = await NotifiedApp.StartAsync(Use, time: one.Time, recorded: one.Notified);
        var rooms = Enumerable.Range(0, 50).Select(i => new ConversationId($"room-{i}")).ToList();
        foreach (var id in rooms)
            await one.Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Room.Alice), new(Room.Bob)] });

        for (var i = 0; i < 3; i++)
        {
            foreach (var id in rooms)
                await (i % 2 == 0 ? one : other).Conversations.As(Room.Alice).SendAsync(id, "Hello");

            await one.UntilAsync(() => one.Notified.All.Count >= (i + 1) * rooms.Count);
            foreach (var id in rooms)
                await one.Conversations.As(Room.Bob).MarkAsReadAsync(id);
        }

        one.Notified.All.GroupBy(notification => notification.Conversation.Id).Should().OnlyContain(group => group.Count() == 3);
        one.Notified.All.Select(notification => notification.DeliveryId).Should().OnlyHaveUniqueItems();
    }

    protected override void Use(IConversationsBuilder builder) => builder.UseSqlite(
        $"Data Source={Path.Combine(_folder.FullName, "conversations.db")}", options => options.Synchronous = SqliteSynchronous.Normal);
}
