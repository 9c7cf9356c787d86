namespace Conversations.Delivery.Faults;

public sealed class PostgreSqlWatchRunTests : WatchRunTests
{
    protected override Place CreatePlace() => new PostgreSqlPlace();
}
