namespace Conversations.Delivery.Faults;

public sealed class PostgreSqlChangeRunTests : ChangeRunTests
{
    protected override Place CreatePlace() => new PostgreSqlPlace();
}
