using SQLitePCL;

namespace Conversations.Sqlite.Tests;

/// <summary>Counts the steps of SQLite's virtual machine: a list that a user waits for must not cost more with more conversations.</summary>
public sealed class SqliteInboxCostTests : IAsyncLifetime, IDisposable
{
    /// <summary>Conversations of alice, two minutes apart. Every tenth one is empty, every fifth one unread.</summary>
    private const string Fill =
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
        INSERT INTO conversations
            (id, state, created_at, participant_count, message_count, last_message, last_sequence, last_activity_at, listed_at, version, settings_version,
            log_after, last_existing, last_sent, last_sent_at)
        SELECT 'room-' || i, 1, 0, 1, 1, 1, 1, i * 120000, i * 120000, 2, 1, 0, 1, 1, i * 120000 FROM n;
        INSERT INTO messages (conversation, sequence, id, text, created_at, revision, origin, hash, emoji_count, version)
        SELECT number, 1, 'm', 'Hello', last_activity_at, 0, 0, zeroblob(16), 0, 2 FROM conversations;
        INSERT INTO participants
            (conversation, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at, is_empty)
        SELECT number, 'alice', 0, 0, 0, 0, number % 5 > 0, 0, 0, listed_at, number % 10 = 0 FROM conversations;
        """;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var count in new[] { 2_000, 20_000 })
        {
            var path = File(count);
            await using (var provider = TestStores.Provide(path))
                await provider.Conversations().FindAsync(TestStores.Room);

            await RawFile.ChangeAsync(path, Fill.Replace("$count", $"{count}", StringComparison.Ordinal));
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("_listInboxSql")]
    [InlineData("_listAllInboxSql")]
    [InlineData("_countUnreadSql")]
    public void Cost_does_not_grow_with_the_number_of_conversations(string name)
    {
        var sql = SqlitePlanTests.All()[name];

        var (few, many) = (Run(File(2_000), sql), Run(File(20_000), sql));

        few.Rows.Should().BeGreaterThan(20);
        many.Rows.Should().Be(few.Rows);
        ((double)many.Steps).Should().BeLessThan(1.05 * few.Steps);
    }

    private static (int Rows, int Steps) Run(string path, string sql)
    {
        using var connection = RawFile.Open(path);
        raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement).Should().Be(raw.SQLITE_OK);
        using (statement)
        {
            Bind("$viewer", "alice");
            Bind("$user", "alice");
            Bind("$after", "");
            BindNumber("$from", long.MaxValue);
            BindNumber("$count", 21);
            var rows = 0;
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                rows++;

            return (rows, raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0));

            void Bind(string parameter, string value) =>
                _ = raw.sqlite3_bind_text(statement, raw.sqlite3_bind_parameter_index(statement, parameter), value);

            void BindNumber(string parameter, long value) =>
                _ = raw.sqlite3_bind_int64(statement, raw.sqlite3_bind_parameter_index(statement, parameter), value);
        }
    }

    private string File(int count) => _folder.File($"{count}.db");
}
