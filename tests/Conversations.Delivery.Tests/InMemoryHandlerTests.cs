using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery;

public sealed class InMemoryHandlerTests : HandlerTests
{
    protected override void Use(IConversationsBuilder builder) => builder.UseInMemory();
}
