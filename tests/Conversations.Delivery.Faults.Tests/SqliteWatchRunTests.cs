namespace Conversations.Delivery.Faults;

public sealed class SqliteWatchRunTests : WatchRunTests
{
    protected override Place CreatePlace() => new SqlitePlace();
}
