using Conversations.Storage;

namespace Conversations.Testing;

/// <content>What handlers that are behind still have to do when a mark is gone.</content>
public abstract partial class DeliverySuite
{
    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1)]
    [Rule(nameof(IDeliveryStore), 2)]
    public async Task A_handler_that_never_leased_a_settled_conversation_still_has_all_of_it_to_do()
    {
        var (behind, walking) = (await AddAsync(), await AddAsync(walks: true));
        var (_, id, host) = await HandledAsync();

        await Deliveries.SettleAsync(host, [id]);

        Assert.Equal([id], await FindAsync(behind));
        Assert.Equal([], await FindAsync(walking));
        Assert.Equal(0L, Assert.Single(await LeaseAllAsync(host, behind)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1)]
    public async Task A_row_of_a_host_that_ended_is_work_when_the_conversation_is_settled()
    {
        var behind = await AddAsync();
        var (_, id, host) = await HandledAsync();
        var ended = await StartAsync(behind);
        Assert.Single(await LeaseAllAsync(ended, behind));
        await Deliveries.EndHostAsync(ended);

        await Deliveries.SettleAsync(host, [id]);

        Assert.Equal([id], await FindAsync(behind));
        Assert.Equal(0L, Assert.Single(await LeaseAllAsync(host, behind)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1)]
    [Rule(nameof(IDeliveryStore.ReportAsync), 1)]
    public async Task A_row_without_a_mark_is_work_until_it_is_not_behind()
    {
        var behind = await AddAsync();
        var (_, id, host) = await HandledAsync();
        await Deliveries.SettleAsync(host, [id]);
        await Deliveries.SettleAsync(host, [id]);
        var lease = Assert.Single(await LeaseAllAsync(host, behind));

        await ReportAsync(host, new(lease.Key, lease.Fence, 0, DeliveryStep.Release));

        Assert.Equal([id], await FindAsync(behind));
        lease = Assert.Single(await LeaseAllAsync(host, behind));
        await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Release));
        Assert.Equal([], await FindAsync(behind));
        await Deliveries.SettleAsync(host, [id]);
        await SendAsync(id, Alice);
        Assert.Equal(1L, Assert.Single(await LeaseAllAsync(host, behind)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1)]
    public async Task A_parked_row_stays_parked_when_the_conversation_is_settled()
    {
        var (handler, id, host) = await ParkedAsync();
        await SendAsync(id, Alice);

        await Deliveries.SettleAsync(host, [id]);

        Assert.Equal([], await FindAsync(handler));
        Assert.Equal(0L, Assert.Single(await Deliveries.ListFailedAsync(handler, parkedOnly: true, null, Many)).Position);
        Assert.Equal(1, await Deliveries.RetryFailedAsync(handler, id, upTo: null));
        Assert.Equal(0L, Assert.Single(await LeaseAllAsync(host, handler)).Position);
    }
}
