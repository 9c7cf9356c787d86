namespace Conversations.Sqlite.Tests;

public sealed class SqliteThreadTests
{
    [Fact]
    public async Task Thread_that_is_disposed_at_the_moment_at_which_it_looks_for_work_ends_without_an_error()
    {
        for (var round = 0; round < 1_000; round++)
        {
            using var thread = new SqliteThread();
            await thread.RunAsync(() => round);
        }
    }
}
