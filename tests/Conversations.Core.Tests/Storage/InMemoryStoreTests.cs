using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

public sealed class InMemoryFixture : StoreFixture
{
    public override void Use(IConversationsBuilder builder) => builder.UseInMemory();
}

public sealed class InMemoryConversationTests(InMemoryFixture fixture) : ConversationSuite(fixture), IClassFixture<InMemoryFixture>;

public sealed class InMemoryRaceTests(InMemoryFixture fixture) : RaceSuite(fixture), IClassFixture<InMemoryFixture>;

public sealed class InMemoryModelTests(InMemoryFixture fixture) : ModelSuite(fixture), IClassFixture<InMemoryFixture>;

public sealed class InMemoryCoverageTests
{
    [Fact]
    public void Every_suite_of_the_contract_is_derived() =>
        StoreContract.MissingSuites(typeof(InMemoryFixture).Assembly, typeof(InMemoryFixture)).Should().BeEmpty();
}
