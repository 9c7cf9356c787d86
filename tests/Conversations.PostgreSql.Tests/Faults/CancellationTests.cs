using Conversations.Histories;
using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class CancellationTests : IAsyncLifetime
{
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(1);

    private readonly Hosts _hosts = new();
    private readonly NpgsqlConnection _other = new(Server.ConnectionString);
    private readonly ConversationId _room = Rooms[0];
    private IConversations _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = _hosts.Start(configure: options => options.LockTimeout = TimeSpan.FromHours(1));
        await _host.CreateIfNotExistsAsync(_room, new() { Participants = [new(Alice)] });
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _hosts.DisposeAsync();
    }

    [Fact]
    public async Task Call_with_a_cancelled_token_throws_and_reads_and_writes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var store = _hosts.Store();
        var before = store.Statements;

        Task[] calls =
        [
            Task.Run(() => store.TrySetUserAsync(new() { Id = Alice, Name = "Alice" }, 0, cancelled)),
            Task.Run(() => store.RemoveUserAsync(Alice, cancelled)),
            Task.Run(() => store.MarkAsReadAsync(_room, Alice, 1, cancelled)),
            Task.Run(() => store.MarkAsUnreadAsync(_room, Alice, cancelled)),
            Task.Run(() => store.PurgeAsync(_room, cancelled)),
            Task.Run(() => store.EndErasureAsync(Alice, cancelled)),
            Task.Run(() => store.FindConversationAsync(_room, null, cancelled)),
            Task.Run(() => store.ListInboxAsync(new() { UserId = Alice, Limit = 1 }, cancelled)),
            _host.SendAsync(_room, Alice, "no", cancellationToken: cancelled),
        ];

        foreach (var call in calls)
            await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        store.Statements.Should().Be(before);
    }

    [Fact]
    public async Task Cancelled_send_is_not_stored_if_it_waited_and_may_be_stored_if_it_was_under_way()
    {
        using var underWay = new CancellationTokenSource();
        using var waiting = new CancellationTokenSource();
        await using var transaction = await _hosts.LockInTransactionAsync(_other, _room);
        var first = _host.SendAsync(_room, Alice, "one", new MessageId("one"), underWay.Token);
        await _hosts.WaitForWaiterAsync(_other);
        var second = _host.SendAsync(_room, Alice, "two", new MessageId("two"), waiting.Token);
        await Task.Delay(200);

        await waiting.CancelAsync();
        await underWay.CancelAsync();

        (await FluentActions.Awaiting(() => second.WaitAsync(_soon)).Should().ThrowAsync<OperationCanceledException>())
            .Which.Message.Should().NotContain("may have been stored");
        await FluentActions.Awaiting(() => first.WaitAsync(_soon)).Should().ThrowAsync<OperationCanceledException>().WithMessage("*may have been stored*");
        await transaction.RollbackAsync();
        await _host.SendAsync(_room, Alice, "three", new MessageId("three"));
        (await _hosts.ReadEndAsync([_room]))[_room].Messages.Select(message => message.Id.Value).Should().BeEquivalentTo("one", "three");
        (await _host.SendAsync(_room, Alice, "one", new MessageId("one"))).Created.Should().BeFalse();
    }

    [Fact]
    public async Task Writes_that_wait_for_a_lock_end_when_they_are_cancelled()
    {
        await _other.OpenAsync();
        await _hosts.RunAsync(_other, "BEGIN");
        await _hosts.RunAsync(_other, "LOCK TABLE @schema.conversations, @schema.participants, @schema.users, @schema.erasures");
        using var source = new CancellationTokenSource();
        var store = _hosts.Store();

        Task[] calls =
        [
            store.TrySetUserAsync(new() { Id = Alice, Name = "Alice" }, 0, source.Token),
            store.MarkAsUnreadAsync(_room, Alice, source.Token),
            store.PurgeAsync(_room, source.Token),
            store.ReplaceUserAsync(_room, Alice, new("bob"), long.MaxValue, default, source.Token),
            store.DeleteMessagesOfAsync(_room, Alice, 0, long.MaxValue, DateTimeOffset.UnixEpoch, source.Token),
            store.EndErasureAsync(Alice, source.Token),
            _host.FindAsync(_room, source.Token),
        ];
        await _hosts.WaitForWaiterAsync(_other);
        await Task.Delay(100);
        await source.CancelAsync();

        foreach (var call in calls)
            await FluentActions.Awaiting(() => call.WaitAsync(_soon)).Should().ThrowAsync<OperationCanceledException>();
        await _hosts.RunAsync(_other, "ROLLBACK");
        (await _hosts.ReadEndAsync([_room]))[_room].Changes.Should().HaveCount(1);
        (await _host.FindUserAsync(Alice)).Should().BeNull();
    }

    [Fact]
    public async Task First_call_that_waits_for_the_schema_can_be_cancelled()
    {
        await _other.OpenAsync();
        await _hosts.RunAsync(_other, "BEGIN");
        await _hosts.RunAsync(_other, "LOCK TABLE @schema.schema_version");
        using var source = new CancellationTokenSource();
        var anew = _hosts.Start();

        var find = anew.FindAsync(_room, source.Token);
        var send = anew.SendAsync(_room, Alice, "hello", cancellationToken: source.Token);
        await _hosts.WaitForWaiterAsync(_other);
        await source.CancelAsync();

        await FluentActions.Awaiting(() => find.WaitAsync(_soon)).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => send.WaitAsync(_soon)).Should().ThrowAsync<OperationCanceledException>();
        await _hosts.RunAsync(_other, "ROLLBACK");
        (await anew.FindAsync(_room)).Should().NotBeNull();
    }

    [Fact]
    public async Task Sends_that_are_cancelled_at_any_moment_report_whether_they_may_be_stored()
    {
        var history = new Histories.History();
        var host = _hosts.Start($"{Server.ConnectionString};Maximum Pool Size=4");
        await host.FindAsync(_room);

        for (var round = 0; round < 60; round++)
        {
            using var source = new CancellationTokenSource();
            var sends = Enumerable.Range(0, 8).Select(i => SendAsync(host, history, new(_room, new($"{round}-{i}"), Alice, "hello"), source.Token)).ToList();
            for (var i = 0; i < round * 40; i++)
                await Task.Yield();
            await source.CancelAsync();
            await Task.WhenAll(sends).WaitAsync(_soon);
        }

        // A write that is under way may still finish. The next write to the conversation comes after it.
        await new HistoryClient(host, history).SendAsync(new(_room, new("last"), Alice, "last"));
        HistoryCheck.Find(history.Attempts, await _hosts.ReadEndAsync([_room])).Should().BeEmpty();
        history.Attempts.Select(attempt => attempt.Answer.GetType()).Should().Contain([typeof(Answer.Ok), typeof(Answer.Unknown)]);
        history.Acknowledged.Should().BePositive();
    }

    private static async Task SendAsync(IConversations host, Histories.History history, Intent intent, CancellationToken cancellationToken)
    {
        history.Invoked(intent);
        Answer answer;
        try
        {
            var (message, created) = await host.SendAsync(intent.ConversationId, intent.SenderId, intent.Text, intent.MessageId, cancellationToken);
            answer = new Answer.Ok(message!.Sequence, message.CreatedAt, created);
        }
        catch (OperationCanceledException error)
        {
            answer = error.Message.Contains("may have been stored", StringComparison.Ordinal) ? new Answer.Unknown() : new Answer.Failed();
        }

        history.Answered(intent.ConversationId, intent.MessageId, answer);
    }
}
