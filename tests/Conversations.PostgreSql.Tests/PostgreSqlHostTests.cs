using Npgsql;

namespace Conversations.PostgreSql.Tests;

public sealed class PostgreSqlHostTests
{
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");

    [Fact]
    public async Task Ten_hosts_that_start_at_once_on_an_empty_database_all_work()
    {
        await using var hosts = new Hosts();
        var started = Enumerable.Range(0, 10).Select(_ => hosts.Start()).ToList();

        var created = await Task.WhenAll(started.Select(host => host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] })));

        created.Count(one => one.Created).Should().Be(1);
    }

    [Fact]
    public async Task Two_hosts_that_send_to_one_conversation_use_each_sequence_once()
    {
        await using var hosts = new Hosts();
        var (one, other) = (hosts.Start(), hosts.Start());
        await one.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });

        var sent = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? one : other).SendAsync(_room, _alice, $"message {i}")));

        sent.Select(result => result.Message!.Sequence).Order().Should().Equal(Enumerable.Range(1, 400).Select(i => (long)i));
    }

    [Fact]
    public async Task Two_hundred_callers_on_a_pool_of_two_are_all_answered()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { MaxPoolSize = 2 }.ConnectionString);
        await host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });

        var calls = Enumerable.Range(0, 200).Select(async i => i % 4 == 0
            ? (await host.ListMessagesAsync(_room).PageAsync(5)).Items.Count >= 0
            : (await host.SendAsync(_room, _alice, $"message {i}")).Created);

        (await Task.WhenAll(calls)).Should().AllBeEquivalentTo(true);
    }

    [Fact]
    public async Task Conversation_that_another_transaction_has_locked_delays_no_other()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.MaxConcurrentWrites = 1);
        var free = new ConversationId("free");
        foreach (var id in new[] { _room, free })
            await host.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice)] });
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await using var transaction = await hosts.LockInTransactionAsync(connection, _room);

        var other = hosts.Start();
        var delayed = host.SendAsync(_room, _alice, "delayed");
        await other.SendAsync(free, _alice, "not delayed");

        delayed.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();
        (await delayed).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Conversation_that_stays_locked_for_too_long_is_reported_and_nothing_is_written()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromMilliseconds(50));
        await host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await using var transaction = await hosts.LockInTransactionAsync(connection, _room);

        var send = () => host.SendAsync(_room, _alice, "too long");

        (await send.Should().ThrowAsync<StorageException>()).WithMessage("*lock timeout*");
        await transaction.RollbackAsync();
        (await host.FindAsync(_room))!.MessageCount.Should().Be(0);
        (await host.SendAsync(_room, _alice, "again")).Message!.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task Server_that_is_down_is_reported_without_its_address_and_calls_succeed_when_it_is_back()
    {
        using var server = ThrowAwayServer.Start();
        await using var hosts = new Hosts();
        var host = hosts.Start(server.ConnectionString);
        await host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        server.Stop("immediate");

        var send = () => host.SendAsync(_room, _alice, "hello", new MessageId("m"));

        var error = (await send.Should().ThrowAsync<ConversationsException>()).Which;
        error.Message.Should().NotContain("127.0.0.1");
        server.Start();
        await host.SendAsync(_room, _alice, "hello", new MessageId("m"));
        (await host.FindAsync(_room))!.MessageCount.Should().Be(1);
    }
}
