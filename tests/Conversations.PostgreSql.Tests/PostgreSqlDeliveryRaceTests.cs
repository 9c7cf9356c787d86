using System.Diagnostics.CodeAnalysis;
using Conversations.PostgreSql.Tests.Watching;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Hosts that deliver while others write: every change is handed out once and in order, as long as no host dies.</summary>
public sealed class PostgreSqlDeliveryRaceTests
{
    private const int Rounds = 3;
    private const int Writers = 8;
    private const int Writes = 15;

    private static readonly ConversationId[] _rooms = [.. Enumerable.Range(0, 20).Select(i => new ConversationId($"room-{i:00}"))];
    private static readonly UserId _alice = new("alice");

    [Fact]
    [SuppressMessage("Reliability", "CA2025", Justification = "The tasks have ended before the hosts are disposed.")]
    public async Task Every_change_is_handed_out_once_and_in_order_by_two_hosts()
    {
        await using var hosts = new Hosts();
        var schema = hosts.Schema;
        var apps = new[] { (App: hosts.Start(), Store: hosts.Store()), (App: hosts.Start(), Store: hosts.Store()) };
        await apps[0].Store.TryAddHandlerAsync("early", "", walks: false);
        foreach (var room in _rooms)
            await apps[0].App.CreateIfNotExistsAsync(room, new() { Participants = [new(_alice)] });

        for (var round = 0; round < Rounds; round++)
        {
            var late = $"late-{round}";
            var deliverers = apps.Select(app => new Deliverer(app.Store, ["early", late])).ToList();
            var names = Enumerable.Range(0, Writers).Select(i => $"{round}-{i}");
            var writers = names.Select((name, i) => Task.Run(() => WriteAsync(schema, apps[i % 2].App, name))).ToList();
            var writing = Task.WhenAll(writers);
            var delivering = Task.WhenAll(deliverers.Select(one => Task.Run(() => one.RunAsync(writing))));

            await apps[1].Store.TryAddHandlerAsync(late, "", walks: false);
            var known = await ReadVersionsAsync(apps[1].App);
            await writing;
            await delivering;

            var versions = await ReadVersionsAsync(apps[0].App);
            _early.AddRange(deliverers.SelectMany(one => one.HandedOut).Where(one => one.Handler == "early"));
            foreach (var room in _rooms)
            {
                InOrder(_early, room).Should().Equal(Versions(1, versions[room]), "{0} was handed out by two hosts", room);
                var got = InOrder(deliverers.SelectMany(one => one.HandedOut).Where(one => one.Handler == late), room);
                var first = got.Count == 0 ? versions[room] + 1 : got[0];
                got.Should().Equal(Versions(first, versions[room]), "{0} was handed out to a handler that came later", room);
                first.Should().BeLessThanOrEqualTo(known[room] + 1, "what came after the handler was stored is its own");
            }

            await apps[0].Store.SettleAsync(Guid.NewGuid(), _rooms);
            (await CountAsync($"SELECT count(*) FROM {schema}.deliveries")).Should().Be(0, "everything is settled");
            (await CountAsync($"SELECT count(*) FROM {schema}.conversations WHERE pending IS NOT NULL")).Should().Be(0);
            await apps[0].Store.RemoveHandlerAsync(late);
        }

        hosts.Warnings.Should().Be(0);
    }

    /// <summary>
    /// A walk reads its page of ids before it moves on. A conversation that is created, handled by others and settled in between is not in the page.
    /// </summary>
    [Fact]
    public async Task Mark_stays_until_every_walk_has_come_by()
    {
        await using var hosts = new Hosts();
        var (app, store) = (hosts.Start(), hosts.Store());
        await store.TryAddHandlerAsync("walking", "", walks: true);
        await app.CreateIfNotExistsAsync(_rooms[0], new() { Participants = [new(_alice)] });

        await store.SettleAsync(Guid.NewGuid(), [_rooms[0]]);
        await RunAsync($"UPDATE {hosts.Schema}.delivery_handlers SET walked_to = NULL WHERE name = 'walking'");
        var work = await store.FindWorkAsync(new(Guid.NewGuid(), ["walking"], 10));

        work.Keys.Should().ContainSingle().Which.ConversationId.Should().Be(_rooms[0]);
    }

    private readonly List<HandedOut> _early = [];

    /// <summary>Sends messages and edits them. Some are refused, and some transactions of another program are rolled back.</summary>
    private static async Task WriteAsync(string schema, IConversations app, string name)
    {
        for (var i = 0; i < Writes; i++)
        {
            var (room, id) = (_rooms[(i * 7 + name.GetHashCode(StringComparison.Ordinal) & int.MaxValue) % _rooms.Length], new MessageId($"{name}-{i}"));
            await app.SendAsync(room, _alice, "Hello", id);
            if (i % 3 == 0)
                await app.EditMessageAsync(room, id, new() { Text = "Edited" });
            else if (i % 3 == 1)
                await app.Awaiting(it => it.SendAsync(room, _alice, "Another text", id)).Should().ThrowAsync<MessageConflictException>();
            else
                await RunAsync($"BEGIN; UPDATE {schema}.conversations SET version = version + 1, pending = coalesce(pending, version) WHERE conversation_id = '{room}'; ROLLBACK");
        }
    }

    private static async Task<Dictionary<ConversationId, long>> ReadVersionsAsync(IConversations app)
    {
        var versions = new Dictionary<ConversationId, long>();
        foreach (var room in _rooms)
            versions.Add(room, (await app.FindAsync(room))!.Version);

        return versions;
    }

    private static List<long> InOrder(IEnumerable<HandedOut> all, ConversationId room) =>
        [.. all.Where(one => one.ConversationId == room).OrderBy(one => one.Number).Select(one => one.Version)];

    private static IEnumerable<long> Versions(long first, long last)
    {
        for (var version = first; version <= last; version++)
            yield return version;
    }

    private static async Task<long> CountAsync(string sql) => (long)(await RunAsync(sql))!;

    [SuppressMessage("Security", "CA2100", Justification = "Constants of the test.")]
    private static async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
