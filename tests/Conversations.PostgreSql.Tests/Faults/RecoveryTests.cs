using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class RecoveryTests
{
    [Fact]
    public async Task Server_in_recovery_is_read_and_refuses_all_writes_with_advice()
    {
        using var server = ThrowAwayServer.Start();
        await using var hosts = new Hosts(server.ConnectionString);
        var host = hosts.Start();
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        Restart(server, isStandby: true);
        var anew = hosts.Start();

        foreach (var one in new[] { host, anew })
        {
            (await one.FindAsync(Rooms[0])).Should().NotBeNull();
            Func<Task>[] writes =
            [
                () => one.SendAsync(Rooms[0], Alice, "hello"),
                () => one.UpdateAsync(Rooms[0], new() { Subject = "house" }),
                () => one.CreateIfNotExistsAsync(Rooms[1], new() { Participants = [new(Alice)] }),
                () => one.As(Alice).MarkAsUnreadAsync(Rooms[0]),
            ];
            foreach (var write in writes)
                (await write.Should().ThrowAsync<StorageException>()).WithMessage("*in recovery*Nothing was written*Connect to the primary*");
        }

        Restart(server, isStandby: false);
        var end = await hosts.ReadEndAsync(Rooms);
        (end[Rooms[0]].Changes.Count, end[Rooms[0]].Conversation!.Subject, end[Rooms[1]].Conversation).Should().Be((1, null, null));
        (await host.SendAsync(Rooms[0], Alice, "hello")).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Server_that_is_not_in_recovery_is_used_if_there_are_several()
    {
        using var standby = ThrowAwayServer.Start();
        using var primary = ThrowAwayServer.Start();
        Restart(standby, isStandby: true);
        await using var hosts = new Hosts(primary.ConnectionString);
        await using var source = NpgsqlDataSource.Create(Both(standby, primary));

        foreach (var host in new[] { hosts.Start(Both(standby, primary)), hosts.Start(source) })
        {
            await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
            await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.SendAsync(Rooms[0], Alice, "hello")));
        }

        (await hosts.ReadEndAsync([Rooms[0]]))[Rooms[0]].Messages.Should().HaveCount(80);
    }

    private static void Restart(ThrowAwayServer server, bool isStandby)
    {
        server.Stop("fast");
        server.SetStandby(isStandby);
        server.Start();
    }

    private static string Both(ThrowAwayServer one, ThrowAwayServer other)
    {
        var (first, second) = (new NpgsqlConnectionStringBuilder(one.ConnectionString), new NpgsqlConnectionStringBuilder(other.ConnectionString));
        return new NpgsqlConnectionStringBuilder(one.ConnectionString)
        {
            Host = $"{first.Host}:{first.Port},{second.Host}:{second.Port}",
        }.ConnectionString;
    }
}
