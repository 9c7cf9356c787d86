namespace Conversations.Delivery.Faults;

public sealed class SqliteRunTests : RunTests
{
    protected override Place CreatePlace() => new SqlitePlace();
}
