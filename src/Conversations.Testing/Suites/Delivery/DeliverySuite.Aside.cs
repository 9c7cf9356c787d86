using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Rows that do not keep new changes waiting.</content>
public abstract partial class DeliverySuite
{
    [Theory]
    [InlineData(DeliveryStep.Wait)]
    [InlineData(DeliveryStep.Park)]
    [Rule(nameof(IDeliveryStore), 6)]
    public async Task A_row_that_waits_is_work_when_there_is_a_change_that_it_has_not_tried(DeliveryStep step)
    {
        var (handler, id, host) = await AsideAsync(step, triedTo: 2);
        Assert.Equal([], await FindAsync(handler));
        Assert.Equal([], await LeaseAllAsync(host, handler));
        Assert.Equal([], await Deliveries.LeaseAsync(host, [new(handler, id)]));

        await SendAsync(id, Alice);

        Assert.Equal([id], await FindAsync(handler));
        var lease = Assert.Single(await Deliveries.LeaseAsync(host, [new(handler, id)]));
        Assert.Equal((0L, 3, 2L, "some"), (lease.Position, lease.Attempts, lease.TriedTo, lease.Aside));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 3, DeliveryStep.Keep)));
        await SendAsync(id, Alice);
        lease = Assert.Single(await Deliveries.LeaseAsync(host, [new(handler, id)]));
        Assert.Equal((3L, 0, null, null), (lease.Position, lease.Attempts, lease.TriedTo, lease.Aside));
    }

    [Theory]
    [InlineData(DeliveryStep.Wait, false)]
    [InlineData(DeliveryStep.Wait, true)]
    [InlineData(DeliveryStep.Park, false)]
    [InlineData(DeliveryStep.Park, true)]
    [Rule(nameof(IDeliveryStore), 6)]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1, 2)]
    public async Task A_row_that_waits_survives_a_settlement_and_is_work_again(DeliveryStep step, bool isBefore)
    {
        var (handler, id, host) = await AsideAsync(step, triedTo: 2);
        if (isBefore)
            await SendAsync(id, Alice);

        await Deliveries.SettleAsync(host, [id]);
        if (!isBefore)
        {
            Assert.Equal([], await FindAsync(handler));
            await SendAsync(id, Alice);
        }

        Assert.Equal([id], await FindAsync(handler));
        Assert.Equal("some", Assert.Single(await LeaseAllAsync(host, handler)).Aside);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 6)]
    [Rule(nameof(IDeliveryStore.MeasureAsync), 1)]
    public async Task What_was_tried_is_no_lag_and_no_later_change_wakes_a_row_that_has_tried_all_to_come()
    {
        var (handler, id, host) = await AsideAsync(DeliveryStep.Wait, triedTo: long.MaxValue);
        await SendAsync(id, Alice);
        Assert.Equal(new(0, 0, 0, null), await Deliveries.MeasureAsync(handler));
        Assert.Equal([], await Deliveries.LeaseAsync(host, [new(handler, id)]));
        await Deliveries.SettleAsync(host, [id]);
        Assert.Equal(new(0, 0, 0, null), await Deliveries.MeasureAsync(handler));
        Assert.Equal([], await FindAsync(handler));

        var (other, otherId, _) = await AsideAsync(DeliveryStep.Wait, triedTo: 2);
        Clock.Advance(_day);
        var at = (await SendAsync(otherId, Alice)).CreatedAt;
        Assert.Equal(new(1, 1, 0, at), await Deliveries.MeasureAsync(other));

        var (parked, parkedId, _) = await AsideAsync(DeliveryStep.Park, triedTo: 2);
        Assert.Equal(new(0, 0, 1, null), await Deliveries.MeasureAsync(parked));
        at = (await SendAsync(parkedId, Alice)).CreatedAt;
        Assert.Equal(new(1, 1, 1, at), await Deliveries.MeasureAsync(parked));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 6)]
    [Rule(nameof(IDeliveryStore.ListFailedAsync), 1)]
    [Rule(nameof(IDeliveryStore.RetryFailedAsync), 1)]
    public async Task A_retry_keeps_what_waits_aside_and_a_walk_removes_it()
    {
        var (handler, id, host) = await AsideAsync(DeliveryStep.Park, triedTo: 2);
        Assert.Equal("some", Assert.Single(await Deliveries.ListFailedAsync(handler, parkedOnly: true, after: null, limit: 10)).Aside);

        Assert.Equal(1, await Deliveries.RetryFailedAsync(handler, id, upTo: null));
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.Equal((0, 2L, "some"), (lease.Attempts, lease.TriedTo, lease.Aside));

        await RewalkAsync(handler, from: null);
        lease = LeaseOf(id, await LeaseAllAsync(host, handler))!;
        Assert.Equal((0L, null, null), (lease.Position, lease.TriedTo, lease.Aside));
    }

    /// <summary>Stores a conversation with two changes, of which the handler has handled none and keeps some waiting for a day.</summary>
    private async Task<(string Handler, ConversationId Id, Guid Host)> AsideAsync(DeliveryStep step, long triedTo)
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 0, step, Attempts: 3, step == DeliveryStep.Wait ? _day : default, "error", triedTo, "some")));
        return (handler, id, host);
    }
}
