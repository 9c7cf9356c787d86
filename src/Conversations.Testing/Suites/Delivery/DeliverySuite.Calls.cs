using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Cancelled calls, and logs that are pruned in their middle.</content>
public abstract partial class DeliverySuite
{
    [Fact]
    [Rule(nameof(IConversationStore), 5)]
    public async Task A_cancelled_call_throws_and_changes_nothing()
    {
        var (handler, other) = (await AddAsync(), $"handler-{Guid.NewGuid():N}");
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var key = new DeliveryKey(handler, id);
        var lease = Assert.Single(await Deliveries.LeaseAsync(host, [key]));
        var token = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            () => Deliveries.TickAsync(new(host, [], TimeSpan.Zero), token),
            () => Deliveries.EndHostAsync(host, token),
            () => Deliveries.TryAddHandlerAsync(other, "first", walks: false, token),
            () => Deliveries.TrySetHandlerAsync(handler, "second", 1, token),
            () => Deliveries.RemoveHandlerAsync(handler, token),
            () => Deliveries.WalkAsync(handler, 1, null, 1, token),
            () => Deliveries.TryRestartWalkAsync(handler, "second", 1, token),
            () => Deliveries.FindWorkAsync(new(host, [handler], Many), token),
            () => Deliveries.LeaseAsync(host, [key], token),
            () => Deliveries.ReadContentAsync([new(id, 0, Many)], token),
            () => Deliveries.ReportAsync(host, [new(key, lease.Fence, 1, DeliveryStep.Park, Attempts: 1)], token),
            () => Deliveries.SettleAsync(host, [id], token),
            () => Deliveries.ListFailedAsync(handler, parkedOnly: false, null, Many, token),
            () => Deliveries.RetryFailedAsync(handler, null, null, token),
            () => Deliveries.MeasureAsync(handler, token),
            () => Deliveries.PruneAsync(new(null, Many, TimeSpan.Zero, TimeSpan.Zero), token),
        ];

        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);

        var tick = await TickAsync(host);
        Assert.True(tick.WasAlive);
        Assert.Equal(("first", 1L, null), tick.Handlers.Where(row => row.Name == handler).Select(row => (row.State, row.Version, row.WalkedTo)).Single());
        Assert.DoesNotContain(tick.Handlers, row => row.Name == other);
        Assert.False((await Store.ListChangesAsync(id, 0, Many)).IsPruned);
        Assert.Equal(new(1, 1, 0, (await Store.ListChangesAsync(id, 0, 1)).Changes[0].At), await Deliveries.MeasureAsync(handler));
        Assert.True(await ReportAsync(host, new(key, lease.Fence, 0, DeliveryStep.Keep)));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.PruneAsync), 1)]
    public async Task A_log_that_is_pruned_anywhere_gives_the_changes_that_are_left()
    {
        var (id, after, handler) = await OldAsync();
        var old = (await Store.ListChangesAsync(id, 0, Many)).Changes.OfType<MessageSent>().Select(sent => sent.MessageId).ToList();
        await SendAsync(id, Alice);
        await Conversations.UpdateAsync(id, new() { Subject = "Garden" });
        await Conversations.EditMessageAsync(id, old[0], new() { Text = "edited" });
        await Conversations.DeleteMessageAsync(id, old[1]);
        await SendAsync(id, Alice);
        var all = (await Store.ListChangesAsync(id, 0, Many)).Changes;
        var host = await StartAsync(handler);
        var lease = LeaseOf(id, await LeaseAllAsync(host, handler))!;

        for (var position = 1; position <= 9; position++)
        {
            await ReportAsync(host, new(lease.Key, lease.Fence, position, DeliveryStep.Keep));
            await Deliveries.PruneAsync(new(after, 1, 3_000 * _day, 10_000 * _day));

            var prunedTo = Math.Min(position, 4);
            for (var from = 0; from <= 9; from++)
            {
                var log = await Store.ListChangesAsync(id, from, 3);
                Assert.Equal(from < prunedTo, log.IsPruned);
                Assert.Equal(all.Skip(Math.Max(from, prunedTo)).Take(3), log.Changes);
            }
        }

        Assert.Equal(3, (await GetAsync(id)).MessageCount);
        var deleted = await Store.DeleteMessagesOfAsync(id, Alice, 0, long.MaxValue, Clock.GetUtcNow());
        Assert.Equal(3, deleted.Count);
        Assert.Equal([10, 11, 12], (await Store.ListChangesAsync(id, 9, Many)).Changes.Select(change => (int)change.Version));
    }
}
