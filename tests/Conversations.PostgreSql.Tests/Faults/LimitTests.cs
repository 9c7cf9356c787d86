using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class LimitTests
{
    [Fact]
    public async Task Write_has_limits_on_the_server_and_leaves_none_on_its_connection()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start($"{Server.ConnectionString};Maximum Pool Size=1", options => options.LockTimeout = TimeSpan.FromSeconds(6));
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        var database = hosts.Store().Database;

        var inside = await database.WriteAsync(ReadAsync, new(TimeSpan.FromSeconds(6)), default);
        var once = await database.WriteOnceAsync(Sql, static (ref row) => row.NextText(), default);
        var outside = await database.ReadAsync(ReadAsync, default);

        inside.Should().Be("1s 1min 30s");
        once.Should().Be("1s 1min 30s");
        outside.Should().Be("0 0 0");
    }

    [Fact]
    public async Task Limit_that_a_batch_sets_applies_to_its_statement()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("SELECT set_config('statement_timeout', '50ms', true)"), new("SELECT pg_sleep(60)") },
        };

        var run = () => batch.ExecuteNonQueryAsync();

        (await run.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.QueryCanceled);
    }

    [Fact]
    public async Task Mark_of_a_locked_participant_is_refused_after_the_lock_timeout()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromMilliseconds(50));
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        await using var other = new NpgsqlConnection(Server.ConnectionString);
        await other.OpenAsync();
        await hosts.RunAsync(other, "BEGIN");
        await hosts.RunAsync(other, "SELECT 1 FROM @schema.participants WHERE conversation_id = $1 FOR UPDATE", Rooms[0].Value);

        var mark = () => host.MarkAsUnreadAsync(Rooms[0], Alice);

        (await mark.Should().ThrowAsync<StorageException>()).WithMessage("*lock timeout*");
        await other.CloseAsync();
        (await host.As(Alice).FindEntryAsync(Rooms[0]))!.IsUnread.Should().BeFalse();
    }

    [Fact]
    public async Task Transaction_that_stays_idle_is_ended_by_the_server_and_retried()
    {
        await using var hosts = new Hosts();
        await hosts.Start().CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        var times = 0;

        var result = await hosts.Store().Database.WriteAsync(
            async session =>
            {
                if (++times == 1)
                {
                    await session.RunAsync("SELECT set_config('idle_in_transaction_session_timeout', '20ms', true)");
                    await Task.Delay(500);
                }

                return await session.RunAsync("UPDATE @schema.conversations SET subject = 'once'");
            },
            new(TimeSpan.FromSeconds(1)),
            default);

        (times, result).Should().Be((2, 1));
    }

    private const string Sql =
        "SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'))";

    private static async Task<string> ReadAsync(PostgreSqlSession session) => (await session.FirstAsync(Sql, static (ref row) => row.NextText()))!;
}
