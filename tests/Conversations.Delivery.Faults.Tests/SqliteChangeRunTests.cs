namespace Conversations.Delivery.Faults;

public sealed class SqliteChangeRunTests : ChangeRunTests
{
    protected override Place CreatePlace() => new SqlitePlace();
}
