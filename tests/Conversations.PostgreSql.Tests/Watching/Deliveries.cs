using Conversations.Storage;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>The calls by which a host delivers changes to a handler.</summary>
internal static class Deliveries
{
    private const string Handler = "handler";

    internal static Guid HostId { get; } = new("5b0f5ddc-7a3c-4b3e-9d0a-3c1c3a3c0f11");

    private static readonly DeliveryHost _host = new(HostId, [Handler], TimeSpan.FromHours(1));

    /// <summary>The calls that manage handlers, which may read everything.</summary>
    internal static Func<World, Task> Administer { get; } = async world =>
    {
        var lease = await LeasedAsync(world);
        await world.Store.ReportAsync(HostId, [new(lease.Key, lease.Fence, lease.Position, DeliveryStep.Park, 1, Error: "why")]);
        await world.Store.ListFailedAsync(Handler, parkedOnly: true, null, 10);
        await world.Store.MeasureAsync(Handler);
        await world.Store.RetryFailedAsync(Handler, null, null);
        await world.Store.TryRestartWalkAsync(Handler, "", 1);
        await world.Store.WalkAsync(Handler, 2, null, 1);
        await world.Store.TrySetHandlerAsync(Handler, "second", 1);
        await world.Conversations.RemoveParticipantAsync(await world.CreateAsync(Alice, Bob), Bob);
        await world.Store.PruneAsync(new(null, 100, TimeSpan.Zero, TimeSpan.Zero));
        await world.Store.RemoveHandlerAsync(Handler);
        await world.Store.EndHostAsync(HostId);
        using var listening = new CancellationTokenSource();
        await world.Store.Awaiting(it => it.ListenAsync(HostId, listening.Cancel, listening.Token)).Should().ThrowAsync<OperationCanceledException>();
    };

    /// <summary>Stores the handler and the host.</summary>
    internal static async Task<DeliveryHost> HandleAsync(World world)
    {
        await world.Store.TryAddHandlerAsync(Handler, "first", walks: false);
        await world.Store.TickAsync(_host);
        return _host;
    }

    /// <summary>Lets the handler be behind in the room, without a row of its own.</summary>
    internal static async Task<DeliveryKey> BehindAsync(World world)
    {
        await HandleAsync(world);
        await world.Store.RetryFailedAsync(Handler, Room, long.MaxValue);
        var key = new DeliveryKey(Handler, Room);
        if (await world.Store.LeaseAsync(HostId, [key]) is [var lease])
            await world.Store.ReportAsync(HostId, [new(key, lease.Fence, (await world.Conversations.FindAsync(Room))!.Version, DeliveryStep.Release)]);

        await world.Store.SettleAsync(HostId, [Room]);
        await world.SendAsync();
        return key;
    }

    internal static async Task<DeliveryLease> LeasedAsync(World world) => (await world.Store.LeaseAsync(HostId, [await BehindAsync(world)]))[0];
}
