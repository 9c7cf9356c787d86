using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Testing;

/// <summary>What each call cost while little was stored, and what it cost when much was stored in the same store.</summary>
internal sealed class CostTable
{
    internal const string Purge = "purge";
    internal const string Erase = "delete the messages of a user";
    internal const int Imported = 50;

    private readonly Dictionary<(CostGrowth Grows, string Name), List<StoreCost>> _costs = [];

    private CostTable()
    {
    }

    /// <summary>Gets what the import of <see cref="Imported"/> messages by one call cost.</summary>
    internal StoreCost Import { get; private set; } = new(0, 0, 0);

    internal StoreCost Small(CostGrowth growth, string name) => _costs[(growth, name)][0];

    internal StoreCost Large(CostGrowth growth, string name) => _costs[(growth, name)][1];

    /// <summary>Measures a store, or returns null if the fixture opens none that counts.</summary>
    internal static async Task<CostTable?> MeasureAsync(StoreFixture fixture)
    {
        await using var counted = fixture.OpenCounted();
        if (counted is null)
            return null;

        var clock = new FakeTimeProvider(new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        counted.Use(services.AddConversations());
        await using var provider = services.BuildServiceProvider();
        var world = new CostWorld(provider.GetRequiredService<IConversations>(), provider.GetRequiredService<IConversationStore>(), clock);
        var table = new CostTable();
        foreach (var size in new[] { CostSize.Small, CostSize.Large })
        {
            await world.FillAsync(size);
            await counted.SettleAsync();
            await table.AddAsync(counted, world);
            await table.AddRemainsAsync(counted, world, size.Remains);
        }

        table.Import = await CostAsync(counted, () => world.ImportAsync(Imported));
        return table;
    }

    /// <summary>
    /// Adds the cost of each call: the least of two, after one that is not counted. So a call may do something now and then, such as
    /// to open a connection or to move an index that lags behind.
    /// </summary>
    private async Task AddAsync(CountedStore counted, CostWorld world)
    {
        foreach (var call in CostCalls.All)
        {
            await call.RunAsync(world);
            var first = await CostAsync(counted, () => call.RunAsync(world));
            Add(call.Grows, call.Name, first.Least(await CostAsync(counted, () => call.RunAsync(world))));
        }
    }

    /// <summary>Adds the cost of one call that deletes messages of a user, and of one that purges the conversation.</summary>
    private async Task AddRemainsAsync(CountedStore counted, CostWorld world, int messages)
    {
        var id = await world.CreateAsync(messages);
        await counted.SettleAsync();
        Add(CostGrowth.Remains, Erase, await CostAsync(
            counted, () => world.Store.DeleteMessagesOfAsync(id, world.Alice, 0, long.MaxValue, world.Now)));
        await world.DeleteAsync(id);
        Add(CostGrowth.Remains, Purge, await CostAsync(counted, () => world.Store.PurgeAsync(id)));
    }

    private void Add(CostGrowth growth, string name, StoreCost cost)
    {
        if (!_costs.TryGetValue((growth, name), out var costs))
            _costs.Add((growth, name), costs = []);

        costs.Add(cost);
    }

    private static async Task<StoreCost> CostAsync(CountedStore counted, Func<Task> call)
    {
        var before = await counted.ReadCostAsync();
        await call();
        return (await counted.ReadCostAsync()).Since(before);
    }
}
