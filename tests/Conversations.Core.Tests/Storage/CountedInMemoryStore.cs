using Conversations.Storage;
using Conversations.Storage.InMemory;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

/// <summary>An in-memory store that counts, perhaps behind one that is wrong on purpose.</summary>
internal sealed class CountedInMemoryStore : CountedStore
{
    private readonly CostCounter _counter = new();
    private readonly IConversationStore _store;

    /// <param name="wrap">Puts another store before the in-memory store, or null to use it as it is.</param>
    internal CountedInMemoryStore(Func<InMemoryConversationStore, CostCounter, IConversationStore>? wrap = null)
    {
        var inner = new InMemoryConversationStore(_counter, time: null);
        _store = wrap is null ? inner : wrap(inner, _counter);
    }

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseCounted", _ => _store);

    public override Task<StoreCost> ReadCostAsync() => Task.FromResult(new StoreCost(_counter.Calls, _counter.Commits, _counter.Rows));
}
