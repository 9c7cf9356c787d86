using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Lists of what failed, lag, and conversations that were settled before a handler got to them.</content>
public abstract partial class DeliverySuite
{
    [Fact]
    [Rule(nameof(IDeliveryStore.ListFailedAsync), 1)]
    public async Task Failed_rows_are_listed_by_pages_in_the_order_of_their_ids()
    {
        var handler = await AddAsync();
        ConversationId[] ids = [await CreateAsync(), await CreateAsync(), await CreateAsync()];
        Array.Sort(ids);
        var host = await StartAsync(handler);
        foreach (var lease in await LeaseAllAsync(host, handler))
            await ReportAsync(host, new(lease.Key, lease.Fence, 0, DeliveryStep.Park, Attempts: 8));

        Assert.Equal(ids[..2], await ListAsync(null));
        Assert.Equal(ids[1..], await ListAsync(ids[0]));
        Assert.Equal(ids[2..], await ListAsync(ids[1]));
        Assert.Equal([], await ListAsync(ids[2]));

        async Task<IEnumerable<ConversationId>> ListAsync(ConversationId? after) =>
            (await Deliveries.ListFailedAsync(handler, parkedOnly: true, after, 2)).Select(one => one.ConversationId);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.MeasureAsync), 1)]
    public async Task Lag_leaves_out_what_is_parked_or_done_and_finds_the_oldest_change_anywhere()
    {
        var handler = await AddAsync();
        var ids = new List<ConversationId>();
        for (var i = 0; i < 8; i++)
            ids.Add(await CreateAsync());

        var host = await StartAsync(handler);
        foreach (var lease in await LeaseAllAsync(host, handler))
        {
            var isParked = lease.Key.ConversationId == ids[0];
            await ReportAsync(host, new(lease.Key, lease.Fence, isParked ? 0 : 1, isParked ? DeliveryStep.Park : DeliveryStep.Release, Attempts: isParked ? 8 : 0));
        }

        // One conversation in the middle has the oldest change, and the last one has none.
        Clock.Advance(_day);
        var oldest = (await SendAsync(ids[4], Alice)).CreatedAt;
        Clock.Advance(_day);
        foreach (var id in (ConversationId[])[ids[1], ids[2], ids[3], ids[5], ids[6]])
            await SendAsync(id, Alice);

        Assert.Equal(new(6, 6, 1, oldest), await Deliveries.MeasureAsync(handler));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.RetryFailedAsync), 1)]
    public async Task A_parked_row_that_is_skipped_to_its_end_is_no_work()
    {
        var (handler, id, host) = await ParkedAsync();
        await Deliveries.SettleAsync(host, [id]);

        Assert.Equal(1, await Deliveries.RetryFailedAsync(handler, id, upTo: 1));

        Assert.Equal([], await FindAsync(handler));
        Assert.Equal([], await Deliveries.ListFailedAsync(handler, parkedOnly: false, null, Many));
        await SendAsync(id, Alice);
        Assert.Equal(1L, Assert.Single(await LeaseAllAsync(host, handler)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.SettleAsync), 1)]
    public async Task A_settlement_without_a_mark_gives_a_new_handler_nothing_to_do()
    {
        var (_, id, host) = await HandledAsync();
        await Deliveries.SettleAsync(host, [id]);
        var late = await AddAsync();

        await Deliveries.SettleAsync(host, [id]);

        Assert.Equal([], await FindAsync(late));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.WalkAsync), 2)]
    public async Task A_walk_over_a_settled_conversation_gives_work_only_if_it_has_changes_since()
    {
        var (handler, id, host) = await HandledAsync();
        await Deliveries.SettleAsync(host, [id]);

        await RewalkAsync(handler, from: null);
        Assert.Contains(id, await FindAsync(handler));

        await RewalkAsync(handler, Clock.GetUtcNow() + _day);
        Assert.DoesNotContain(id, await FindAsync(handler));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Rule(nameof(IDeliveryStore.RetryFailedAsync), 1)]
    [Rule(nameof(IDeliveryStore.WalkAsync), 2)]
    public async Task A_row_that_an_operator_moves_while_it_is_leased_stays_with_its_host(bool walks)
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var (host, other) = (await StartAsync(handler), await StartAsync(handler));
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Keep, Attempts: 1)));
        await SendAsync(id, Alice);

        if (walks)
            await RewalkAsync(handler, from: null);
        else
            Assert.Equal(1, await Deliveries.RetryFailedAsync(handler, id, upTo: null));

        Assert.False(await ReportAsync(host, new(lease.Key, lease.Fence, 2, DeliveryStep.Release)));
        Assert.DoesNotContain(id, await FindAsync(handler, other));
        Assert.Equal([], await Deliveries.LeaseAsync(other, [lease.Key]));
        Assert.Contains(id, await FindAsync(handler, host));
        await Deliveries.EndHostAsync(host);
        Assert.Equal((walks ? 0L : 1L, 0), Positions(Assert.Single(await Deliveries.LeaseAsync(other, [lease.Key]))));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.FindWorkAsync), 1)]
    public async Task A_conversation_that_only_its_own_host_has_leased_can_be_settled_by_it_and_by_no_other()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var (host, other) = (await StartAsync(handler), await StartAsync(handler));
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        Assert.DoesNotContain(id, await DoneAsync(host));
        Assert.True(await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Keep)));

        Assert.Contains(id, await DoneAsync(host));
        Assert.DoesNotContain(id, await DoneAsync(other));

        async Task<IReadOnlyList<ConversationId>> DoneAsync(Guid asking) => (await Deliveries.FindWorkAsync(new(asking, [handler], Many))).Done;
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.PruneAsync), 1)]
    public async Task The_handler_that_is_least_far_keeps_the_log_and_so_does_one_whose_walk_has_not_come_by()
    {
        var (id, after, first) = await OldAsync();
        var second = await AddAsync(walks: true);
        await HandleAsync(first, 4);
        await PruneAsync();
        Assert.False((await Store.ListChangesAsync(id, 0, Many)).IsPruned);

        while (await Deliveries.WalkAsync(second, 1, from: null, limit: 100))
        {
        }

        await HandleAsync(second, 2);
        await PruneAsync();
        Assert.Equal([3, 4], (await Store.ListChangesAsync(id, 2, Many)).Changes.Select(change => (int)change.Version));
        Assert.True((await Store.ListChangesAsync(id, 0, Many)).IsPruned);
        Assert.False((await Store.ListChangesAsync(id, 2, Many)).IsPruned);

        async Task HandleAsync(string handler, long position)
        {
            var host = await StartAsync(handler);
            var lease = LeaseOf(id, await LeaseAllAsync(host, handler))!;
            await ReportAsync(host, new(lease.Key, lease.Fence, position, DeliveryStep.Release));
        }

        Task PruneAsync() => Deliveries.PruneAsync(new(after, 1, _day, 10_000 * _day));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.PruneAsync), 1)]
    public async Task Pruning_ends_after_the_last_conversation()
    {
        ConversationId[] ids = [await CreateAsync(), await CreateAsync()];
        var pruned = new List<ConversationId>();
        ConversationId? after = null;
        while ((after = await Deliveries.PruneAsync(new(after, 1, 10_000 * _day, 10_000 * _day))) is { } id)
            pruned.Add(id);

        Assert.Equal(pruned.Distinct().Order(), pruned);
        Assert.Superset(ids.ToHashSet(), pruned.ToHashSet());
        Assert.Null(await Deliveries.PruneAsync(new(null, Many, 10_000 * _day, 10_000 * _day)));
    }
}
