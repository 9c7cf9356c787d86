using Conversations.Storage.InMemory;
using Conversations.Testing;
using Conversations.Tests.Storage.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

public sealed class QueuedFixture : StoreFixture
{
    private readonly InMemoryConversationStore _kept = new();

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseQueued", _ => new QueuedStore(_kept));

    public override BreakableStore OpenBreakable() => new BreakableFaultyStore(new FaultyStore(), store => new QueuedStore(store.Kept, store));

    public override Task<IReadOnlyCollection<string>?> ReadRawAsync() => Task.FromResult<IReadOnlyCollection<string>?>(ObjectGraph.TextsIn(_kept));
}

public sealed class QueuedCoverageTests
{
    [Fact]
    public void Every_suite_of_the_contract_is_derived() =>
        StoreContract.MissingTests(typeof(QueuedFixture).Assembly, typeof(QueuedFixture)).Should().BeEmpty();
}
