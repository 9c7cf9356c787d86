using Conversations.Histories;
using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class CutTests : IAsyncLifetime
{
    private readonly Hosts _hosts = new();
    private readonly Histories.History _history = new();
    private readonly TcpProxy _proxy = TcpProxy.Start(Server.ConnectionString);
    private readonly ConversationId _room = Rooms[0];
    private IConversations _direct = null!;
    private IConversations _cut = null!;

    public async ValueTask InitializeAsync()
    {
        (_direct, _cut) = (_hosts.Start(), _hosts.Start(_proxy.Through()));
        foreach (var room in Rooms)
            await _direct.CreateIfNotExistsAsync(room, new() { Participants = [new(Alice), new(new UserId("bob"))] });

        await _cut.FindAsync(_room);
    }

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Messages_whose_answers_are_lost_are_stored_once_each()
    {
        var client = new HistoryClient(_cut, _history);
        for (var round = 0; round < FaultSettings.Cuts; round++)
        {
            _proxy.CutAfter($"cut {round}.");

            var answers = await Task.WhenAll(Rooms.Select((room, i) =>
                client.SendAsync(new(room, new($"{i}-{round}"), Alice, i == 0 ? $"cut {round}." : "with it"))));

            answers.Should().OnlyContain(answer => answer is Answer.Unknown || ((Answer.Ok)answer).Created);
        }

        _proxy.Cuts.Should().Be(FaultSettings.Cuts);
        _hosts.Retries.Should().BeGreaterThanOrEqualTo(FaultSettings.Cuts);
        _history.Acknowledged.Should().BePositive();
        var end = await _hosts.ReadEndAsync(Rooms);
        HistoryCheck.Find(_history.Attempts, end).Should().BeEmpty();
        end[_room].Messages.Should().HaveCount(FaultSettings.Cuts);
    }

    [Fact]
    public async Task Edits_whose_commits_are_not_answered_are_unknown_and_done_once()
    {
        var id = (await _direct.SendAsync(_room, Alice, "first")).Message!.Id;
        for (var round = 1; round <= FaultSettings.Cuts; round++)
        {
            _proxy.CutAfter("COMMIT\0");

            var edit = () => _cut.EditMessageAsync(_room, id, new() { Text = $"edit {round}" });

            await edit.Should().ThrowAsync<OutcomeUnknownException>();
            var message = (await _direct.FindMessageAsync(_room, id))!;
            (message.Text, message.Revision).Should().Be(($"edit {round}", round));
        }

        _proxy.Cuts.Should().Be(FaultSettings.Cuts);
        (await _direct.FindAsync(_room))!.Version.Should().Be(2 + FaultSettings.Cuts);
    }

    [Fact]
    public async Task Creation_whose_commit_is_not_answered_is_unknown_and_done_once()
    {
        var id = new ConversationId("created");
        _proxy.CutAfter("COMMIT\0");

        var create = () => _cut.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });

        await create.Should().ThrowAsync<OutcomeUnknownException>();
        var again = await create();
        (again.Created, again.Conversation.Version, again.Conversation.ParticipantCount).Should().Be((false, 1, 1));
    }

    [Fact]
    public async Task Message_that_an_earlier_call_stored_is_not_new_when_an_answer_is_lost()
    {
        await _direct.SendAsync(_room, Alice, "cut me.", new MessageId("m"));
        await Task.Delay(5);
        _proxy.CutAfter("cut me.");

        var again = await _cut.SendAsync(_room, Alice, "cut me.", new MessageId("m"));

        _proxy.Cuts.Should().Be(1);
        again.Created.Should().BeFalse();
    }

    [Fact]
    public async Task Message_whose_answer_is_lost_is_acknowledged_even_if_its_sender_was_removed_since()
    {
        _proxy.Intercept("cut me.", async () =>
        {
            await _direct.RemoveParticipantAsync(_room, Alice);
            return true;
        });

        var sent = await _cut.SendAsync(_room, Alice, "cut me.");

        _proxy.Cuts.Should().Be(1);
        sent.Created.Should().BeTrue();
        (await _direct.FindAsync(_room))!.MessageCount.Should().Be(1);
    }

    [Fact]
    public async Task Message_whose_answer_is_lost_is_new_even_if_its_conversation_was_locked_since()
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        NpgsqlTransaction? transaction = null;
        _proxy.Intercept("cut me.", async () =>
        {
            transaction = await _hosts.LockInTransactionAsync(connection, _room);
            return true;
        });

        var send = _cut.SendAsync(_room, Alice, "cut me.");
        await Task.Delay(500);
        await transaction!.RollbackAsync();

        (await send).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Message_whose_answer_is_lost_is_unknown_if_its_conversation_stays_locked_for_too_long()
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        var host = _hosts.Start(_proxy.Through(), options => options.LockTimeout = TimeSpan.FromMilliseconds(100));
        await host.FindAsync(_room);
        _proxy.Intercept("cut me.", async () =>
        {
            await _hosts.LockInTransactionAsync(connection, _room);
            return true;
        });

        var answer = await new HistoryClient(host, _history).SendAsync(new(_room, new("m"), Alice, "cut me."));

        answer.Should().BeOfType<Answer.Unknown>();
        await connection.CloseAsync();
        HistoryCheck.Find(_history.Attempts, await _hosts.ReadEndAsync([_room])).Should().BeEmpty();
    }

    [Fact]
    public async Task Message_that_is_stored_but_cannot_be_read_back_is_unknown()
    {
        var first = await _direct.SendAsync(_room, Alice, "first");
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await connection.OpenAsync();
        var host = _hosts.Start(
            _proxy.Through(through => through.Options = "-c statement_timeout=300"),
            options => options.LockTimeout = TimeSpan.FromMilliseconds(100));
        await host.FindAsync(_room);
        _proxy.Intercept("cut me.", async () =>
        {
            await _hosts.RunAsync(connection, "BEGIN; LOCK TABLE @schema.messages");
            return false;
        });

        var reply = () => host.SendMessageAsync(_room, Alice, new() { Text = "cut me.", ReplyTo = first.Message!.Id });

        await reply.Should().ThrowAsync<OutcomeUnknownException>();
        await connection.CloseAsync();
        (await _direct.FindAsync(_room))!.MessageCount.Should().Be(2);
    }

    [Fact]
    public async Task Deletion_whose_purge_fails_does_not_report_that_nothing_was_written()
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        var host = _hosts.Start(_proxy.Through(), options => options.LockTimeout = TimeSpan.FromMilliseconds(100));
        await host.FindAsync(_room);
        _proxy.Intercept("COMMIT\0", async () =>
        {
            await _hosts.LockInTransactionAsync(connection, _room);
            return false;
        });

        var delete = () => host.DeleteAsync(_room);

        await delete.Should().ThrowAsync<OutcomeUnknownException>();
        (await _direct.FindAsync(_room)).Should().BeNull();
        await connection.CloseAsync();
        await delete();
        (await _direct.CreateIfNotExistsAsync(_room, new() { Participants = [new(Alice)] })).Created.Should().BeTrue();
    }
}
