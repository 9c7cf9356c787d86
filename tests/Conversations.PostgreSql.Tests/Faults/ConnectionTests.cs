using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("Database=nowhere", "*no database of that name*Nothing was written*")]
    [InlineData("Username=nobody", "*did not let the role in*Nothing was written*")]
    public async Task Refused_connection_is_reported_at_once_and_not_as_unknown(string wrong, string message)
    {
        await using var hosts = new Hosts();
        var host = hosts.Start($"{Server.ConnectionString};{wrong}");

        var send = () => host.SendAsync(Rooms[0], Alice, "hello");

        (await send.Should().ThrowAsync<StorageException>()).WithMessage(message);
        hosts.Retries.Should().Be(0);
    }

    [Fact]
    public async Task Write_that_gets_no_connection_is_reported_at_once_and_not_as_unknown()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start($"{Server.ConnectionString};Maximum Pool Size=1;Timeout=1");
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        var (taken, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        var read = hosts.Store().Database.ReadAsync(
            async _ =>
            {
                taken.SetResult();
                await done.Task;
                return true;
            },
            default);
        await taken.Task;

        Func<Task>[] writes =
        [
            () => host.SendAsync(Rooms[0], Alice, "hello"),
            () => host.MarkAsUnreadAsync(Rooms[0], Alice),
            () => host.SetUserAsync(Alice, new() { Name = "Alice" }),
        ];
        foreach (var write in writes)
            (await write.Should().ThrowAsync<StorageException>()).WithMessage("*No connection*came free*Nothing was written*");

        done.SetResult();
        await read;
        hosts.Retries.Should().Be(0);
        (await host.SendAsync(Rooms[0], Alice, "hello")).Message!.Sequence.Should().Be(1);
    }
}
