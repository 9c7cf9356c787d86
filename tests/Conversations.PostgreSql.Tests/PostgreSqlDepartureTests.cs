using Conversations.Storage;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>The resume index and the rows of departures: what a suite cannot bring about.</summary>
public sealed class PostgreSqlDepartureTests : IAsyncDisposable
{
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");
    private static readonly ConversationId _room = new("room");

    private readonly Hosts _hosts = new();
    private readonly IConversations _conversations;

    public PostgreSqlDepartureTests() => _conversations = _hosts.Start();

    private PostgreSqlConversationStore Store => _hosts.Store();

    public ValueTask DisposeAsync() => _hosts.DisposeAsync();

    [Fact]
    public async Task Old_departures_are_removed_and_the_time_of_the_last_one_is_kept()
    {
        foreach (var id in new[] { "a", "b", "c" })
            await LeaveAsync(new(id));
        await RunAsync("UPDATE @schema.departures SET at = at - interval '3 days' WHERE conversation_id = 'a'");
        await RunAsync("UPDATE @schema.departures SET at = at - interval '2 days' WHERE conversation_id = 'b'");
        var last = (await ListEndedAsync())[1].ChangedAt;
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().BeNull();

        await Store.PruneAsync(new(null, 100, TimeSpan.FromDays(1), TimeSpan.FromDays(9)));

        (await ListEndedAsync()).Select(one => one.ConversationId.Value).Should().Equal("c");
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().Be(last);

        await Store.PruneAsync(new(null, 100, TimeSpan.FromDays(1), TimeSpan.FromDays(9)));
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().Be(last);
        (await ListEndedAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task One_call_removes_a_bounded_number_of_departures_the_oldest_first()
    {
        await _conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        await RunAsync(
            """
            INSERT INTO @schema.departures
            SELECT 'd-' || i, 'alice', 2, date_trunc('milliseconds', now()) - interval '2 days' + i * interval '1 second' FROM generate_series(1, 10010) i
            """);

        await Store.PruneAsync(new(null, 100, TimeSpan.FromDays(1), TimeSpan.FromDays(9)));

        var left = await ListEndedAsync();
        left.Should().HaveCount(10);
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().Be(left[0].ChangedAt - TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Departure_that_is_not_stored_leaves_no_row()
    {
        await _conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });

        await _conversations.RemoveParticipantAsync(_room, _bob);

        (await RunAsync("SELECT count(*) FROM @schema.departures")).Should().Be(0L);
    }

    [Fact]
    public async Task Change_a_minute_after_the_last_move_moves_all_participants_and_the_next_one_moves_nobody()
    {
        await _conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(_bob)] });
        await AgeAsync();
        var began = (await Store.ReadTimeAsync()).Now;

        await _conversations.UpdateAsync(_room, new() { Subject = "one" });
        var first = await ListAsync(began);
        await _conversations.UpdateAsync(_room, new() { Subject = "two" });
        await _conversations.SendAsync(_room, _alice, "Hello");
        var second = await ListAsync(began);

        first.Should().Equal((_alice, 2L, 1L, first[0].ChangedAt), (_bob, 2L, 1L, first[0].ChangedAt));
        first[0].ChangedAt.Should().BeOnOrAfter(began);
        second.Should().Equal((_alice, 4L, 1L, first[0].ChangedAt), (_bob, 4L, 1L, first[0].ChangedAt));
    }

    [Fact]
    public async Task Messages_that_are_sent_together_move_the_conversations_once()
    {
        var other = new ConversationId("other");
        foreach (var id in new[] { _room, other })
        {
            await _conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)] });
            await _conversations.SendAsync(id, _alice, "Hello");
        }

        await AgeAsync();
        var began = (await Store.ReadTimeAsync()).Now;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _conversations.SendAsync(i % 2 == 0 ? _room : other, _alice, $"{i}")));

        var changed = await Store.ListChangedAsync([new(_bob, began)], 10);
        changed.Select(one => (one.ConversationId, one.Version, one.ChangedAfter, one.HasEnded)).Should().BeEquivalentTo(
            [(_room, 22L, 2L, false), (other, 22L, 2L, false)]);
    }

    /// <summary>Another device of the user finds how far the user has read. It is looked at once a minute, so that most marks change no index.</summary>
    [Fact]
    public async Task Mark_as_read_moves_only_the_user_and_at_most_once_a_minute()
    {
        await _conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(_bob)] });
        await _conversations.SendAsync(_room, _alice, "Hello");
        var began = (await Store.ReadTimeAsync()).Now;

        await _conversations.MarkAsReadAsync(_room, _bob);
        await RunAsync("UPDATE @schema.participants SET changed_at = changed_at - interval '61 seconds'");
        var before = await ListAsync(began);
        await _conversations.MarkAsReadAsync(_room, _bob);
        var after = await ListAsync(began.AddMilliseconds(-500));
        await _conversations.MarkAsUnreadAsync(_room, _bob);

        before.Should().BeEmpty();
        after.Select(one => one.UserId).Should().Equal(_bob);
        (after[0].ChangedAt - began).Duration().Should().BeLessThan(TimeSpan.FromSeconds(30));
        (await ListAsync(began.AddMilliseconds(-500))).Should().Equal(after);
    }

    private async Task LeaveAsync(ConversationId id)
    {
        await _conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)] });
        await _conversations.RemoveParticipantAsync(id, _alice);
    }

    private Task<object?> AgeAsync() => RunAsync(
        """
        UPDATE @schema.conversations SET changed_at = changed_at - interval '61 seconds';
        UPDATE @schema.participants SET changed_at = changed_at - interval '61 seconds';
        """);

    private async Task<List<(UserId UserId, long Version, long ChangedAfter, DateTimeOffset ChangedAt)>> ListAsync(DateTimeOffset since) =>
    [
        .. (await Store.ListChangedAsync([new(_alice, since), new(_bob, since)], 10))
            .Select(one => (one.UserId, one.Version, one.ChangedAfter, one.ChangedAt)).OrderBy(one => one.UserId),
    ];

    private async Task<List<ChangedConversation>> ListEndedAsync() =>
        [.. (await Store.ListChangedAsync([new(_alice, DateTimeOffset.UnixEpoch)], 20_000)).Where(one => one.HasEnded)];

    private async Task<object?> RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand(sql.Replace("@schema", _hosts.Schema, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }
}
