using Conversations.Histories;
using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class DeadlockTests
{
    [Fact]
    public async Task Hosts_that_send_to_the_same_conversations_in_opposite_orders_never_wait_for_each_other()
    {
        await using var hosts = new Hosts();
        var history = new Histories.History();
        var clients = new[] { hosts.Start(configure: One), hosts.Start(configure: One) }.Select(host => new HistoryClient(host, history)).ToList();
        await CreateAsync(hosts);
        var before = await CountDeadlocksAsync();

        for (var round = 0; round < 20; round++)
        {
            var intents = Enumerable.Range(0, 40).Select(i => new Intent(Rooms[i % 4], new($"{round}-{i}"), Alice, "hello")).ToList();
            var other = intents.Select(intent => intent with { MessageId = new($"other-{intent.MessageId}") }).Reverse();
            await Task.WhenAll(intents.Select(clients[0].SendAsync).Concat(other.Select(clients[1].SendAsync)));
        }

        history.Attempts.Should().OnlyContain(attempt => attempt.Answer is Answer.Ok);
        HistoryCheck.Find(history.Attempts, await hosts.ReadEndAsync(Rooms)).Should().BeEmpty();
        (await CountDeadlocksAsync()).Should().Be(before);
        hosts.Retries.Should().Be(0);
    }

    [Fact]
    public async Task Host_and_other_transactions_that_lock_in_the_opposite_order_never_wait_for_each_other()
    {
        await using var hosts = new Hosts();
        var history = new Histories.History();
        var client = new HistoryClient(hosts.Start(configure: One), history);
        await CreateAsync(hosts);
        await using var other = new NpgsqlConnection(Server.ConnectionString);
        await other.OpenAsync();
        var before = await CountDeadlocksAsync();

        for (var round = 0; round < 20; round++)
        {
            await hosts.RunAsync(other, "BEGIN");
            await hosts.LockAsync(other, Rooms[3]);
            var sends = Enumerable.Range(0, 40).Select(i => client.SendAsync(new(Rooms[i % 4], new($"{round}-{i}"), Alice, "hello"))).ToList();
            foreach (var room in Rooms.Reverse().Skip(1))
                await hosts.LockAsync(other, room);

            await hosts.RunAsync(other, "COMMIT");
            await Task.WhenAll(sends);
        }

        history.Attempts.Should().OnlyContain(attempt => attempt.Answer is Answer.Ok);
        HistoryCheck.Find(history.Attempts, await hosts.ReadEndAsync(Rooms)).Should().BeEmpty();
        (await CountDeadlocksAsync()).Should().Be(before);
        hosts.Retries.Should().Be(0);
    }

    [Fact]
    public async Task Deadlock_with_another_transaction_is_retried()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromMinutes(10));
        await CreateAsync(hosts);
        await using var other = new NpgsqlConnection($"{Server.ConnectionString};Options=-c deadlock_timeout=60s");
        await other.OpenAsync();
        await hosts.RunAsync(other, "BEGIN");
        await hosts.RunAsync(other, "SELECT 1 FROM @schema.participants WHERE conversation_id = $1 FOR UPDATE", Rooms[0].Value);

        var remove = host.SetParticipantAsync(Rooms[0], Alice, new() { Notify = NotifySetting.None });
        await hosts.WaitForWaiterAsync(other);
        await hosts.LockAsync(other, Rooms[0]);

        await hosts.RunAsync(other, "COMMIT");
        (await remove).Notify.Should().Be(NotifySetting.None);
    }

    private static void One(PostgreSqlStoreOptions options) => options.MaxConcurrentWrites = 1;

    private static async Task CreateAsync(Hosts hosts)
    {
        var host = hosts.Start();
        foreach (var room in Rooms)
            await host.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });
    }

    private static async Task<long> CountDeadlocksAsync()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand("SELECT sum(deadlocks)::bigint FROM pg_stat_database");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
