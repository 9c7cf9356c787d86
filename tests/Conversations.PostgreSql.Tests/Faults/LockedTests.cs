using Conversations.Decisions;
using Conversations.Histories;
using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>One host with one batch at a time, and another program that keeps something locked during the test.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class LockedTests : IAsyncLifetime
{
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _lockTimeout = TimeSpan.FromHours(1);

    private readonly Hosts _hosts = new();
    private readonly Histories.History _history = new();
    private readonly NpgsqlConnection _other = new(Server.ConnectionString);
    private readonly ConversationId _locked = Rooms[0];
    private readonly ConversationId _free = Rooms[1];
    private IConversations _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = _hosts.Start(configure: options => (options.MaxConcurrentWrites, options.LockTimeout) = (1, _lockTimeout));
        foreach (var room in Rooms)
            await _host.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _hosts.DisposeAsync();
    }

    [Fact]
    public async Task Sends_to_a_locked_conversation_delay_no_other_and_keep_their_order()
    {
        var client = new HistoryClient(_host, _history);
        await using var transaction = await _hosts.LockInTransactionAsync(_other, _locked);

        var waiting = new List<Task<Answer>>();
        for (var i = 0; i < 20; i++)
        {
            waiting.Add(client.SendAsync(new(_locked, new($"locked-{i}"), Alice, $"locked {i}")));
            (await client.SendAsync(new(_free, new($"free-{i}"), Alice, $"free {i}")).WaitAsync(_soon)).Should().BeOfType<Answer.Ok>();
        }

        waiting.Should().OnlyContain(send => !send.IsCompleted);
        await transaction.RollbackAsync();
        (await Task.WhenAll(waiting)).Should().AllBeOfType<Answer.Ok>();
        var end = await _hosts.ReadEndAsync(Rooms);
        HistoryCheck.Find(_history.Attempts, end).Should().BeEmpty();
        end[_locked].Messages.Select(message => message.Text).Should().Equal(Enumerable.Range(0, 20).Select(i => $"locked {i}"));
    }

    [Fact]
    public async Task Locked_conversation_delays_no_other_in_its_batch()
    {
        await using var transaction = await _hosts.LockInTransactionAsync(_other, _locked);

        var sends = Enumerable.Range(0, 200).Select(i => (Room: Rooms[i % 4], Send: _host.SendAsync(Rooms[i % 4], Alice, "hello"))).ToList();

        await Task.WhenAll(sends.Where(one => one.Room != _locked).Select(one => one.Send)).WaitAsync(_soon);
        sends.Where(one => one.Room == _locked).Should().OnlyContain(one => !one.Send.IsCompleted);
        await transaction.RollbackAsync();
        await Task.WhenAll(sends.Select(one => one.Send));
    }

    [Fact]
    public async Task Change_of_a_locked_conversation_delays_no_other_and_later_sends_follow_it()
    {
        await using var transaction = await _hosts.LockInTransactionAsync(_other, _locked);

        var update = _host.UpdateAsync(_locked, new() { Subject = "house" });
        await _host.SendAsync(_free, Alice, "free").WaitAsync(_soon);
        var send = _host.SendAsync(_locked, Alice, "after");
        await _host.UpdateAsync(_free, new() { Subject = "garden" }).WaitAsync(_soon);

        (update.IsCompleted, send.IsCompleted).Should().Be((false, false));
        await transaction.RollbackAsync();
        await Task.WhenAll(update, send);
        var end = (await _hosts.ReadEndAsync([_locked]))[_locked];
        end.Changes.Select(change => change.GetType().Name).Should().Equal("ConversationCreated", "ConversationUpdated", "MessageSent");
    }

    [Fact]
    public async Task Locked_participant_delays_no_other_conversation()
    {
        await _other.OpenAsync();
        await _hosts.RunAsync(_other, "BEGIN");
        await _hosts.RunAsync(_other, "SELECT 1 FROM @schema.participants WHERE conversation_id = $1 FOR UPDATE", _locked.Value);

        var send = _host.SendAsync(_locked, Alice, "locked");
        for (var i = 0; i < 5; i++)
            await Task.WhenAll(_host.SendAsync(_free, Alice, "free"), _host.SendAsync(Rooms[2], Alice, "free")).WaitAsync(_soon);

        send.IsCompleted.Should().BeFalse();
        await _hosts.RunAsync(_other, "ROLLBACK");
        (await send).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Call_that_waited_for_others_is_refused_without_waiting_again_while_others_wait_on()
    {
        await using var transaction = await _hosts.LockInTransactionAsync(_other, _locked);
        var waiting = _host.SendAsync(_locked, Alice, "waits");
        var (late, change) = (Sending("late", _lockTimeout), new Commit { Change = new ConversationDeleted { ConversationId = _locked, At = DateTimeOffset.UnixEpoch } });

        var outcomes = await Task.WhenAll(
            _hosts.Store().CommitAsync([late]), _hosts.Store().CommitAsync([change.With(one => one.Waited, _lockTimeout * 2)])).WaitAsync(_soon);

        outcomes.Should().OnlyContain(outcome => ((CommitOutcome.Failed)outcome[0]).Error is StorageException);
        waiting.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();
        (await waiting).Created.Should().BeTrue();
        (await _hosts.ReadEndAsync([_locked]))[_locked].Messages.Select(message => message.Text).Should().Equal("waits");
    }

    [Fact]
    public async Task Call_of_a_batch_is_refused_when_its_own_time_is_over_and_the_others_wait_on_in_their_order()
    {
        await using var transaction = await _hosts.LockInTransactionAsync(_other, _locked);

        var batch = _hosts.Store().CommitAsync([Sending("one"), Sending("late", _lockTimeout), Sending("two")]);
        var late = _hosts.Store().CommitAsync([Sending("later", _lockTimeout)]);

        (await late.WaitAsync(_soon)).Should().ContainSingle().Which.Should().BeOfType<CommitOutcome.Failed>();
        batch.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();
        (await batch).Select(outcome => outcome.GetType()).Should()
            .Equal(typeof(CommitOutcome.Stored), typeof(CommitOutcome.Failed), typeof(CommitOutcome.Stored));
        (await _hosts.ReadEndAsync([_locked]))[_locked].Messages.Select(message => message.Text).Should().Equal("one", "two");
    }

    [Fact]
    public async Task More_locked_conversations_than_connections_that_may_wait_delay_no_other()
    {
        var rooms = Enumerable.Range(0, 40).Select(i => new ConversationId($"many-{i}")).ToList();
        await Task.WhenAll(rooms.Select(room => _host.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] })));
        await _other.OpenAsync();
        await _hosts.RunAsync(_other, "BEGIN");
        foreach (var room in rooms)
            await _hosts.LockAsync(_other, room);

        var waiting = rooms.Select(room => _host.SendAsync(room, Alice, "locked")).ToList();
        for (var i = 0; i < 20; i++)
            await _host.SendAsync(_free, Alice, "free").WaitAsync(_soon);

        waiting.Should().OnlyContain(send => !send.IsCompleted);
        await _hosts.RunAsync(_other, "ROLLBACK");
        (await Task.WhenAll(waiting)).Should().OnlyContain(sent => sent.Created);
    }

    [Fact]
    public async Task Conversation_that_is_no_longer_locked_is_sent_to_in_batches_again()
    {
        await using (await _hosts.LockInTransactionAsync(_other, _locked))
        {
            var send = _host.SendAsync(_locked, Alice, "locked");
            await _host.SendAsync(_free, Alice, "free").WaitAsync(_soon);
            await _other.CloseAsync();
            await send;
        }

        var before = _hosts.Store().Statements;
        await _host.SendAsync(_locked, Alice, "free");

        (_hosts.Store().Statements - before).Should().Be(1);
    }

    private Commit Sending(string text, TimeSpan waited = default) => new()
    {
        Change = new MessageSent { ConversationId = _locked, At = DateTimeOffset.UnixEpoch, MessageId = new(text) },
        Message = new() { Id = new(text), Text = text, Hash = ContentHash.Of(text, CustomData.Empty, null) },
        Preconditions = new() { SettingsVersion = 1 },
        Waited = waited,
    };
}
