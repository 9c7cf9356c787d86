using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class DisposalTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_of_a_hundred_sends_is_answered_when_the_provider_is_disposed_meanwhile(bool isLocked)
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromSeconds(1));
        foreach (var room in Rooms)
            await host.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });
        await using var other = new NpgsqlConnection(Server.ConnectionString);
        if (isLocked)
            await hosts.LockInTransactionAsync(other, Rooms[0]);

        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sends = Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            if (i == 50)
                begun.SetResult();
            await host.SendAsync(Rooms[i % 4], Alice, "hello", new MessageId($"m{i}"));
        })).ToList();
        await begun.Task;
        await hosts.StopAsync().AsTask().WaitAsync(_soon);

        var outcomes = await Task.WhenAll(sends.Select(OutcomeAsync)).WaitAsync(_soon);

        outcomes.Should().OnlyContain(error =>
            error == null || error is ObjectDisposedException || error is OutcomeUnknownException || (isLocked && error is StorageException));
        await other.CloseAsync();
        var end = await hosts.ReadEndAsync(Rooms);
        var stored = end.Values.SelectMany(room => room.Messages).Select(message => message.Id.Value).ToHashSet();
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is not OutcomeUnknownException)
                stored.Contains($"m{i}").Should().Be(outcomes[i] is null, "message {0} was answered so", i);
        }
    }

    [Fact]
    public async Task Disposal_refuses_writes_that_wait_for_a_locked_conversation_and_waits_for_those_under_way()
    {
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromHours(1));
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        await using var other = new NpgsqlConnection(Server.ConnectionString);
        await using var transaction = await hosts.LockInTransactionAsync(other, Rooms[0]);
        var underWay = host.SendAsync(Rooms[0], Alice, "under way");
        await hosts.WaitForWaiterAsync(other);
        await Task.Delay(200);
        var waiting = host.SendAsync(Rooms[0], Alice, "waiting");
        await Task.Delay(200);

        var disposal = hosts.StopAsync().AsTask();

        await FluentActions.Awaiting(() => waiting.WaitAsync(_soon)).Should().ThrowAsync<ObjectDisposedException>();
        disposal.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();
        await disposal.WaitAsync(_soon);
        (await underWay).Created.Should().BeTrue();
        (await hosts.ReadEndAsync([Rooms[0]]))[Rooms[0]].Messages.Should().HaveCount(1);
    }

    [Fact]
    public async Task Calls_that_wait_for_the_schema_end_when_the_provider_is_disposed()
    {
        await using var hosts = new Hosts();
        await hosts.Start().CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        await using var other = new NpgsqlConnection(Server.ConnectionString);
        await other.OpenAsync();
        await hosts.RunAsync(other, "BEGIN");
        await hosts.RunAsync(other, "LOCK TABLE @schema.schema_version");
        var host = hosts.Start();

        var finds = Enumerable.Range(0, 5).Select(_ => host.FindAsync(Rooms[0])).ToList();
        await hosts.WaitForWaiterAsync(other);
        await hosts.StopAsync().AsTask().WaitAsync(_soon);
        await hosts.RunAsync(other, "ROLLBACK");

        var outcomes = await Task.WhenAll(finds.Select(OutcomeAsync)).WaitAsync(_soon);
        outcomes.Where(error => error is not (null or ObjectDisposedException)).Should().BeEmpty();
    }

    private static async Task<Exception?> OutcomeAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
#pragma warning disable CA1031 // The test is about which exception it is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}
