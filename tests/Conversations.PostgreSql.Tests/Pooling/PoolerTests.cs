using Conversations.PostgreSql.Tests.Faults;
using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Pooling;

/// <summary>Hosts behind a pooler that gives each transaction another session of the server.</summary>
public sealed class PoolerTests
{
    private const string SettingsSql =
        """
        SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),
            current_setting('plan_cache_mode'), current_setting('enable_seqscan'), current_setting('jit'), current_setting('transaction_isolation'))
        """;

    [Fact]
    public async Task Connections_of_a_host_share_the_sessions_of_the_pooler()
    {
        await using var source = NpgsqlDataSource.Create(Pooler.ConnectionString);
        var connections = new List<NpgsqlConnection>();
        for (var i = 0; i < 3 * Pooler.Sessions; i++)
            connections.Add(await source.OpenConnectionAsync());

        var sessions = await Task.WhenAll(connections.Select(async connection =>
        {
            await using var command = new NpgsqlCommand("SELECT pg_backend_pid(), pg_sleep(0.05)", connection);
            return (int)(await command.ExecuteScalarAsync())!;
        }));

        sessions.Distinct().Should().HaveCountLessThanOrEqualTo(Pooler.Sessions).And.HaveCountGreaterThan(1);
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task Hosts_that_start_at_once_create_the_schema()
    {
        await using var hosts = new Hosts(Pooler.ConnectionString);

        var created = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hosts.Start())
            .Select(host => host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] })));

        created.Count(one => one.Created).Should().Be(1);
    }

    [Fact]
    public async Task Sends_under_load_have_no_anomaly_use_few_sessions_and_leave_no_setting_in_them()
    {
        await using var hosts = new Hosts(Pooler.ConnectionString);
        await using var pooled = NpgsqlDataSource.Create($"{Pooler.ConnectionString};Application Name=other");
        await using var direct = NpgsqlDataSource.Create(Pooler.Direct);
        var untouched = await ReadAsync<string>(direct, SettingsSql);
        var connectionString = $"{Pooler.ConnectionString};Application Name={hosts.Schema}";
        var load = await Load.StartAsync([hosts.Start(connectionString), hosts.Start(connectionString)], clients: 24);

        var settings = new HashSet<string>();
        var sessions = new List<long>();
        for (var until = load.Acknowledged + 2_000; load.Acknowledged < until;)
        {
            await load.AcknowledgesAsync(50);
            settings.Add(await ReadAsync<string>(pooled, SettingsSql));
            sessions.Add(await ReadAsync<long>(direct, $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{hosts.Schema}'"));
        }

        (await load.EndAsync(hosts)).Should().BeEmpty();
        load.Disturbed.Should().Be(0);
        settings.Should().Equal(untouched);
        sessions.Should().OnlyContain(count => count <= Pooler.Sessions).And.Contain(count => count > 1);
    }

    [Fact]
    public async Task Sends_while_the_pooler_is_killed_have_no_anomaly()
    {
        using var server = ThrowAwayServer.Start("fsync=off");
        using var pooler = ThrowAwayPooler.Start(server, Pooler.Sessions);
        await using var hosts = new Hosts($"{pooler.ConnectionString};Maximum Pool Size=20");
        var load = await Load.StartAsync([hosts.Start(), hosts.Start()], clients: 8);

        for (var round = 0; round < FaultSettings.KillRounds; round++)
        {
            await load.AcknowledgesAsync(100);
            pooler.Kill();
            await Task.Delay(50);
            pooler.Start();
        }

        await load.AcknowledgesAsync(100);
        (await load.EndAsync(hosts)).Should().BeEmpty();
    }

    [Fact]
    public async Task Limit_of_waiting_for_a_locked_conversation_holds_and_others_are_not_delayed()
    {
        await using var hosts = new Hosts(Pooler.ConnectionString);
        await using var other = new NpgsqlConnection(Pooler.Direct);
        var host = hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromSeconds(1));
        foreach (var room in Rooms)
            await host.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });
        await using var transaction = await hosts.LockInTransactionAsync(other, Rooms[0]);

        var locked = host.Awaiting(it => it.SendAsync(Rooms[0], Alice, "locked")).Should().ThrowAsync<StorageException>();
        var free = await host.SendAsync(Rooms[1], Alice, "free");

        free.Created.Should().BeTrue();
        (await locked).Which.Message.Should().Contain("lock timeout");
        await transaction.RollbackAsync();
        (await host.SendAsync(Rooms[0], Alice, "free again")).Created.Should().BeTrue();
    }

    [Theory]
    [InlineData("Options=-c jit=off")]
    [InlineData("Search Path=public")]
    public async Task Startup_parameter_that_the_pooler_refuses_is_told_with_advice(string setting)
    {
        await using var hosts = new Hosts(Pooler.ConnectionString);

        var error = await hosts.Start($"{Pooler.ConnectionString};{setting}").Awaiting(it => it.FindAsync(Rooms[0])).Should().ThrowAsync<StorageException>();

        error.Which.Message.Should().Match("*08P01*Nothing was written*PgBouncer*Options or Search Path*");
    }

    private static async Task<T> ReadAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
