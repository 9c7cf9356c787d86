namespace Conversations.Delivery.Faults;

public sealed class PostgreSqlHandlerRunTests : HandlerRunTests
{
    protected override Place CreatePlace() => new PostgreSqlPlace();
}
