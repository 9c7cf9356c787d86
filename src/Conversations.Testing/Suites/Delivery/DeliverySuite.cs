using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests how a store keeps the progress of change handlers. A store that does not implement <see cref="IDeliveryStore"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class DeliverySuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Many = 10_000;

    private static readonly TimeSpan _long = TimeSpan.FromMinutes(10);

    private readonly List<string> _handlers = [];
    private readonly List<Guid> _hosts = [];

    private IDeliveryStore Deliveries
    {
        get
        {
            Assert.SkipUnless(Store is IDeliveryStore, "The store does not deliver changes to handlers.");
            return (IDeliveryStore)Store;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var name in _handlers)
        {
            while (await Deliveries.RemoveHandlerAsync(name))
            {
            }
        }

        foreach (var host in _hosts.Where(_ => Store is IDeliveryStore))
            await Deliveries.EndHostAsync(host);

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 2)]
    public async Task A_handler_gets_the_changes_after_it_was_stored_and_none_before()
    {
        var id = await CreateAsync();
        var handler = await AddAsync();
        var quiet = await CreateAsync();
        await SendAsync(id, Alice);

        var leases = await LeaseAllAsync(await StartAsync(handler), handler);

        Assert.Equal([(id, 1L), (quiet, 0L)], leases.OrderByDescending(lease => lease.Position).Select(lease => (lease.Key.ConversationId, lease.Position)));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.TryAddHandlerAsync), 1)]
    public async Task A_handler_that_is_stored_while_another_lags_does_not_get_what_the_other_waits_for()
    {
        var early = await AddAsync();
        var id = await CreateAsync();
        await SendAsync(id, Alice);

        var late = await AddAsync();

        Assert.Equal([id], await FindAsync(early));
        Assert.Equal([], await FindAsync(late));
        await SendAsync(id, Alice);
        Assert.Equal(2L, Assert.Single(await LeaseAllAsync(await StartAsync(late), late)).Position);
        Assert.Equal(0L, Assert.Single(await LeaseAllAsync(await StartAsync(early), early)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.TrySetHandlerAsync), 1)]
    public async Task A_name_is_stored_once_and_its_state_is_replaced_only_at_the_expected_version()
    {
        var handler = await AddAsync();

        Assert.False(await Deliveries.TryAddHandlerAsync(handler, "other", walks: true));
        Assert.True(await Deliveries.TrySetHandlerAsync(handler, "second", 1));
        Assert.False(await Deliveries.TrySetHandlerAsync(handler, "third", 1));
        Assert.False(await Deliveries.TrySetHandlerAsync($"{handler}-other", "third", 1));

        var row = (await TickAsync(Guid.NewGuid())).Handlers.Single(one => one.Name == handler);
        Assert.Equal(("second", 2L, null), (row.State, row.Version, row.WalkedTo));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.TickAsync), 1)]
    [Rule(nameof(IDeliveryStore.EndHostAsync), 1)]
    public async Task A_tick_tells_whether_the_host_was_alive()
    {
        var host = Guid.NewGuid();

        Assert.False((await TickAsync(host)).WasAlive);
        Assert.True((await TickAsync(host)).WasAlive);
        await Deliveries.EndHostAsync(host);
        Assert.False((await TickAsync(host)).WasAlive);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 3)]
    [Rule(nameof(IDeliveryStore.EndHostAsync), 1)]
    public async Task A_leased_row_is_given_to_no_other_host_until_its_host_ends()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var (first, second) = (await StartAsync(handler), await StartAsync(handler));
        var lease = Assert.Single(await LeaseAllAsync(first, handler));

        Assert.Equal([], await FindAsync(handler, second));
        Assert.Equal([id], await FindAsync(handler, first));
        Assert.Equal([], await Deliveries.LeaseAsync(second, [new(handler, id)]));

        await Deliveries.EndHostAsync(first);
        Assert.Equal([id], await FindAsync(handler));
        var taken = Assert.Single(await Deliveries.LeaseAsync(second, [new(handler, id)]));
        Assert.True(taken.Fence > lease.Fence);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 3, 4)]
    public async Task A_host_that_does_not_report_for_long_loses_its_leases()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var (frozen, other) = (Guid.NewGuid(), await StartAsync(handler));
        _hosts.Add(frozen);
        await Deliveries.TickAsync(new(frozen, [handler], _day));
        var lease = Assert.Single(await LeaseAllAsync(frozen, handler));

        // Its last report is for a short time. A host that is alive for a short time from the beginning may be too late for a lease on a busy machine.
        await Deliveries.TickAsync(new(frozen, [handler], TimeSpan.FromMilliseconds(50)));
        var taken = await UntilAsync(() => Deliveries.LeaseAsync(other, [new(handler, id)]), leases => leases.Count == 1);

        Assert.False(await ReportAsync(frozen, new(lease.Key, lease.Fence, 1, DeliveryStep.Keep)));
        Assert.Equal(0L, taken[0].Position);
        Assert.True(await ReportAsync(other, new(taken[0].Key, taken[0].Fence, 1, DeliveryStep.Release)));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.LeaseAsync), 2)]
    public async Task A_host_that_is_not_alive_leases_nothing()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();

        Assert.Equal([], await Deliveries.LeaseAsync(Guid.NewGuid(), [new(handler, id)]));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.LeaseAsync), 1)]
    public async Task A_host_leases_its_own_row_anew_with_another_fence()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var first = Assert.Single(await LeaseAllAsync(host, handler));

        var second = Assert.Single(await Deliveries.LeaseAsync(host, [new(handler, id)]));

        Assert.False(await ReportAsync(host, new(first.Key, first.Fence, 1, DeliveryStep.Keep)));
        Assert.True(await ReportAsync(host, new(second.Key, second.Fence, 1, DeliveryStep.Keep)));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.RemoveHandlerAsync), 1)]
    public async Task A_handler_that_was_removed_has_nothing_to_do()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));

        while (await Deliveries.RemoveHandlerAsync(handler))
        {
        }

        Assert.Equal([], await FindAsync(handler));
        Assert.Equal([], await Deliveries.LeaseAsync(host, [new(handler, id)]));
        Assert.False(await ReportAsync(host, new(lease.Key, lease.Fence, 1, DeliveryStep.Keep)));
        Assert.False((await TickAsync(Guid.NewGuid())).Handlers.Any(row => row.Name == handler));
    }

    private async Task<string> AddAsync(bool walks = false)
    {
        var name = $"handler-{Guid.NewGuid():N}";
        Assert.True(await Deliveries.TryAddHandlerAsync(name, "first", walks));
        _handlers.Add(name);
        return name;
    }

    /// <summary>Starts a host that stays alive.</summary>
    private async Task<Guid> StartAsync(params string[] handlers)
    {
        var host = Guid.NewGuid();
        _hosts.Add(host);
        await Deliveries.TickAsync(new(host, handlers, _long));
        return host;
    }

    private Task<DeliveryTick> TickAsync(Guid host)
    {
        _hosts.Add(host);
        return Deliveries.TickAsync(new(host, [], _long));
    }

    private async Task<IReadOnlyList<ConversationId>> FindAsync(string handler, Guid host = default) =>
        [.. (await Deliveries.FindWorkAsync(new(host, [handler], Many))).Keys.Select(key => key.ConversationId)];

    private async Task<IReadOnlyList<DeliveryLease>> LeaseAllAsync(Guid host, string handler) =>
        await Deliveries.LeaseAsync(host, [.. (await FindAsync(handler, host)).Select(id => new DeliveryKey(handler, id))]);

    private async Task<bool> ReportAsync(Guid host, DeliveryReport report) => Assert.Single(await Deliveries.ReportAsync(host, [report]));

    /// <summary>Lets time pass, for a store with a clock of its own too, until a condition holds.</summary>
    private async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> condition)
    {
        for (var i = 0; i < 3_000; i++)
        {
            if (await read() is var found && condition(found))
                return found;

            Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        throw Failure.Of("The condition", "must hold after some time");
    }
}
