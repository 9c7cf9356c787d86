using Conversations.Histories;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class StallTests : IAsyncLifetime
{
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(1);

    private readonly Hosts _hosts = new();
    private readonly Histories.History _history = new();
    private readonly TcpProxy _proxy = TcpProxy.Start(Server.ConnectionString);
    private readonly ConversationId _room = Rooms[0];
    private IConversations _other = null!;
    private IConversations _host = null!;

    public async ValueTask InitializeAsync()
    {
        _other = _hosts.Start();
        _host = _hosts.Start(_proxy.Through(through => (through.MaxPoolSize, through.CommandTimeout, through.Timeout) = (8, 1, 1)));
        foreach (var room in Rooms)
            await _other.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.FindAsync(_room)));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DieAsync();
        await _hosts.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Calls_that_are_cancelled_while_the_server_does_not_answer_end_and_others_go_on()
    {
        _host = _hosts.Start(_proxy.Through(through => (through.MaxPoolSize, through.CommandTimeout, through.Timeout) = (8, 10, 1)));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.FindAsync(_room)));
        _proxy.Stall();
        using var source = new CancellationTokenSource();
        Task[] calls =
        [
            _host.SendAsync(_room, Alice, "hello", new MessageId("m"), source.Token),
            _host.UpdateAsync(_room, new() { Subject = "house" }, cancellationToken: source.Token),
            _host.FindAsync(_room, source.Token),
            _host.ListMessagesAsync(_room).PageAsync(cancellationToken: source.Token),
            _host.As(Alice).MarkAsUnreadAsync(_room, source.Token),
            _host.SetUserAsync(Alice, new() { Name = "Alice" }, source.Token),
            _host.DeleteAsync(Rooms[3], cancellationToken: source.Token),
        ];
        await Task.WhenAll(Rooms.Select(room => new HistoryClient(_other, _history).SendAsync(new(room, new("other"), Alice, "other")))).WaitAsync(_soon);
        await source.CancelAsync();

        foreach (var call in calls)
            await FluentActions.Awaiting(() => call.WaitAsync(_soon)).Should().ThrowAsync<OperationCanceledException>();

        _history.Attempts.Should().OnlyContain(attempt => attempt.Answer is Answer.Ok);
        _proxy.GoOn();
        await UseAllConnectionsAsync();
    }

    [Fact]
    public async Task Calls_that_the_server_does_not_answer_in_time_report_whether_they_may_be_stored()
    {
        var client = new HistoryClient(_host, _history);
        _proxy.Stall();
        var sends = Rooms.Select(room => client.SendAsync(new(room, new("stalled"), Alice, "stalled"))).ToList();
        var find = () => _host.FindAsync(_room);

        await find.Should().ThrowAsync<StorageException>().WithMessage("*in time*Nothing was written*");

        _proxy.GoOn();
        await Task.WhenAll(sends).WaitAsync(_soon);
        await UseAllConnectionsAsync();
        HistoryCheck.Find(_history.Attempts, await _hosts.ReadEndAsync(Rooms)).Should().BeEmpty();
    }

    [Fact]
    public async Task Calls_that_wait_for_a_server_that_then_dies_report_whether_they_may_be_stored()
    {
        var client = new HistoryClient(_host, _history);
        _proxy.Stall();
        var sends = Rooms.Select(room => client.SendAsync(new(room, new("stalled"), Alice, "stalled"))).ToList();
        await Task.Delay(100);

        await _proxy.DieAsync();

        // A write that was not sent by then is known not to be stored.
        (await Task.WhenAll(sends).WaitAsync(_soon)).Should().OnlyContain(answer => answer is Answer.Unknown || answer is Answer.Failed)
            .And.Contain(answer => answer is Answer.Unknown);
        _proxy.Revive();
        await UseAllConnectionsAsync();
        (await client.SendAsync(new(_room, new("stalled"), Alice, "stalled"))).Should().BeOfType<Answer.Ok>();
        HistoryCheck.Find(_history.Attempts, await _hosts.ReadEndAsync(Rooms)).Should().BeEmpty();
    }

    /// <summary>Uses as many connections at the same time as the pool allows, which fails if one was leaked.</summary>
    private async Task UseAllConnectionsAsync()
    {
        var store = _hosts.Store();
        var (used, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var reads = Enumerable.Range(0, 8).Select(_ => store.Database.ReadAsync(
            async session =>
            {
                if (Interlocked.Increment(ref used) == 8)
                    all.SetResult();
                await all.Task;
                return await session.FirstAsync("SELECT 1", static (ref row) => row.NextInt32());
            },
            default));
        (await Task.WhenAll(reads).WaitAsync(_soon)).Should().AllBeEquivalentTo(1);
    }
}
