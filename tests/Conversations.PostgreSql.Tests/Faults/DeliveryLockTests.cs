using Conversations.Storage;
using Npgsql;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class DeliveryLockTests
{
    private static readonly UserId _alice = new("alice");

    [Fact]
    public async Task Locked_conversation_is_left_out_of_leases_and_settlements_and_delays_no_other()
    {
        await using var hosts = new Hosts();
        var (app, store, host) = (hosts.Start(), hosts.Store(), Guid.NewGuid());
        await store.TryAddHandlerAsync("handler", "", walks: false);
        await store.TickAsync(new(host, ["handler"], TimeSpan.FromMinutes(10)));
        ConversationId[] ids = [new("free"), new("locked")];
        foreach (var id in ids)
            await app.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice)] });
        DeliveryKey[] keys = [.. ids.Select(id => new DeliveryKey("handler", id))];
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await using var transaction = await hosts.LockInTransactionAsync(connection, ids[1]);

        var leases = await store.LeaseAsync(host, keys);
        await store.SettleAsync(host, ids);

        leases.Select(lease => lease.Key.ConversationId).Should().Equal(ids[0]);
        await transaction.RollbackAsync();
        (await store.LeaseAsync(host, keys)).Select(lease => (lease.Key.ConversationId, lease.Position)).Should().BeEquivalentTo([(ids[0], 0L), (ids[1], 0L)]);
    }

    [Fact]
    public async Task Settlement_ends_the_lease_in_a_locked_conversation_too()
    {
        await using var hosts = new Hosts();
        var (app, store, host, id) = (hosts.Start(), hosts.Store(), Guid.NewGuid(), new ConversationId("locked"));
        await store.TryAddHandlerAsync("handler", "", walks: false);
        await store.TickAsync(new(host, ["handler"], TimeSpan.FromMinutes(10)));
        await app.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice)] });
        await store.LeaseAsync(host, [new("handler", id)]);
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await using var transaction = await hosts.LockInTransactionAsync(connection, id);

        await store.SettleAsync(host, [id]);

        (await store.FindWorkAsync(new(Guid.Empty, ["handler"], 10))).Keys.Should().Equal(new DeliveryKey("handler", id));
    }
}
