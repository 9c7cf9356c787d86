using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Notifications;

public sealed class InMemoryNotificationTests : NotificationTests
{
    protected override void Use(IConversationsBuilder builder) => builder.UseInMemory();
}
