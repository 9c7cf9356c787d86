using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Reports, failures, and marks that are removed.</content>
public abstract partial class DeliverySuite
{
    [Fact]
    [Rule(nameof(IDeliveryStore.ReportAsync), 1)]
    public async Task A_report_moves_the_position_and_keeps_the_lease()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));

        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Keep)));

        Assert.Equal([], await FindAsync(handler));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Release)));
        Assert.Equal(1L, Assert.Single(await LeaseAllAsync(host, handler)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 1)]
    [Rule(nameof(IDeliveryStore.ReportAsync), 1)]
    public async Task A_released_row_that_is_not_behind_is_no_work_until_the_next_change()
    {
        var (handler, id, _) = await HandledAsync();

        Assert.Equal([], await FindAsync(handler));
        await SendAsync(id, Alice);
        Assert.Equal(1L, Assert.Single(await LeaseAllAsync(await StartAsync(handler), handler)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 4)]
    [Rule(nameof(IDeliveryStore.ListFailedAsync), 1)]
    [Rule(nameof(IDeliveryStore.RetryFailedAsync), 1)]
    public async Task A_failed_row_is_due_after_its_delay_with_its_attempts()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));

        await ReportAsync(host, new(lease.Key, lease.Fence, 0, DeliveryStep.Wait, Attempts: 2, _long, "why"));

        Assert.Equal([], await FindAsync(handler));
        Assert.Equal([], await Deliveries.LeaseAsync(host, [new(handler, id)]));
        var failed = Assert.Single(await Deliveries.ListFailedAsync(handler, parkedOnly: false, null, Many));
        Assert.Equal((id, 0L, false, 2, "why"), (failed.ConversationId, failed.Position, failed.IsParked, failed.Attempts, failed.Error));
        Assert.NotNull(failed.DueAt);
        Assert.Equal([], await Deliveries.ListFailedAsync(handler, parkedOnly: true, null, Many));

        Assert.Equal(1, await Deliveries.RetryFailedAsync(handler, id, upTo: null));
        lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.Equal(0, lease.Attempts);
        await ReportAsync(host, new(lease.Key, lease.Fence, 0, DeliveryStep.Wait, Attempts: 1, TimeSpan.FromMilliseconds(20), "why"));
        await UntilAsync(() => FindAsync(handler), found => found.Count == 1);
        Assert.Equal(1, Assert.Single(await LeaseAllAsync(host, handler)).Attempts);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.LeaseAsync), 2)]
    [Rule(nameof(IDeliveryStore.MeasureAsync), 1)]
    public async Task A_parked_row_is_no_work_and_later_changes_wait_behind_it()
    {
        var (handler, id, host) = await ParkedAsync();

        await SendAsync(id, Alice);

        Assert.Equal([], await FindAsync(handler));
        Assert.Equal([], await Deliveries.LeaseAsync(host, [new(handler, id)]));
        var parked = Assert.Single(await Deliveries.ListFailedAsync(handler, parkedOnly: true, null, Many));
        Assert.Equal((true, null, "poison"), (parked.IsParked, parked.DueAt, parked.Error));
        Assert.Equal(1, (await Deliveries.MeasureAsync(handler)).Parked);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.RetryFailedAsync), 1)]
    public async Task A_parked_row_is_tried_again_or_skipped_up_to_a_version()
    {
        var (handler, id, host) = await ParkedAsync();
        await SendAsync(id, Alice);

        Assert.Equal(0, await Deliveries.RetryFailedAsync(handler, NewId(), upTo: null));
        Assert.Equal(1, await Deliveries.RetryFailedAsync(handler, id, upTo: 1));

        Assert.Equal((1L, 0), Positions(Assert.Single(await LeaseAllAsync(host, handler))));
        Assert.Equal([], await Deliveries.ListFailedAsync(handler, parkedOnly: false, null, Many));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 1)]
    [Rule(nameof(IDeliveryStore.SettleAsync), 2)]
    [Rule(nameof(IDeliveryStore.FindWorkAsync), 1)]
    public async Task A_settled_conversation_has_no_mark_and_its_next_change_is_delivered()
    {
        var (handler, id, host) = await HandledAsync();
        Assert.True((await Deliveries.FindWorkAsync(new(host, [handler], Many))).Done.Contains(id));

        await Deliveries.SettleAsync(host, [id]);

        Assert.False((await Deliveries.FindWorkAsync(new(host, [handler], Many))).Done.Contains(id));
        await SendAsync(id, Alice);
        Assert.Equal(1L, Assert.Single(await LeaseAllAsync(host, handler)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1)]
    public async Task A_handler_that_lags_keeps_its_position_when_a_conversation_is_settled()
    {
        var (handler, id, host) = await HandledAsync();
        var (behind, parked) = (await AddAsync(), await ParkedAsync());
        await SendAsync(id, Alice);

        await Deliveries.SettleAsync(host, [id, parked.Id]);
        await SendAsync(id, Alice);
        await Deliveries.SettleAsync(host, [id, parked.Id]);

        Assert.Equal(1L, LeaseOf(id, await LeaseAllAsync(host, handler))!.Position);
        Assert.Equal(1L, LeaseOf(id, await LeaseAllAsync(host, behind))!.Position);
        Assert.False((await FindAsync(parked.Handler)).Contains(parked.Id));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1, 2)]
    public async Task A_settlement_ends_the_leases_of_its_own_host_only()
    {
        var (handler, other) = (await AddAsync(), await AddAsync());
        var id = await CreateAsync();
        var (host, second) = (await StartAsync(handler), await StartAsync(other));
        var (own, others) = (Assert.Single(await LeaseAllAsync(host, handler)), Assert.Single(await LeaseAllAsync(second, other)));
        await ReportAsync(host, new(own.Key, own.Fence, 1, DeliveryStep.Keep));
        await ReportAsync(second, new(others.Key, others.Fence, 1, DeliveryStep.Keep));

        await Deliveries.SettleAsync(host, [id]);
        await SendAsync(id, Alice);

        Assert.False(await ReportAsync(host, new(own.Key, own.Fence, 2, DeliveryStep.Keep)));
        Assert.True(await ReportAsync(second, new(others.Key, others.Fence, 2, DeliveryStep.Keep)));
        Assert.Equal(1L, Assert.Single(await LeaseAllAsync(host, handler)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 3)]
    public async Task A_report_of_a_lease_that_a_settlement_ended_changes_nothing_in_the_next_lease()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var first = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.True(await ReportAsync(host, new(first.Key, first.Fence, 1, DeliveryStep.Keep)));
        await Deliveries.SettleAsync(host, [id]);
        await SendAsync(id, Alice);

        var second = Assert.Single(await LeaseAllAsync(host, handler));

        Assert.True(second.Fence > first.Fence);
        Assert.False(await ReportAsync(host, new(first.Key, first.Fence, 2, DeliveryStep.Release)));
        Assert.True(await ReportAsync(host, new(second.Key, second.Fence, 2, DeliveryStep.Keep)));
    }

    private static (long Position, int Attempts) Positions(DeliveryLease lease) => (lease.Position, lease.Attempts);

    private async Task<(string Handler, ConversationId Id, Guid Host)> HandledAsync()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Release)));
        return (handler, id, host);
    }

    private async Task<(string Handler, ConversationId Id, Guid Host)> ParkedAsync()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 0, DeliveryStep.Park, Attempts: 8, Error: "poison")));
        return (handler, id, host);
    }
}
