namespace Conversations.Delivery.Faults;

public sealed class PostgreSqlRunTests : RunTests
{
    protected override Place CreatePlace() => new PostgreSqlPlace();
}
