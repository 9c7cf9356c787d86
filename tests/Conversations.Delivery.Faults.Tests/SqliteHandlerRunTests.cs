namespace Conversations.Delivery.Faults;

public sealed class SqliteHandlerRunTests : HandlerRunTests
{
    protected override Place CreatePlace() => new SqlitePlace();
}
