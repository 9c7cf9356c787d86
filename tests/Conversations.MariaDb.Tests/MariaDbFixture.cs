using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.MariaDb.Tests;

public sealed class MariaDbFixture : StoreFixture
{
    private readonly string _database = ThrowAwayMariaDb.Shared.CreateDatabase();
    public override bool WaitsForWrites => true;
    // An inbox sorts all conversations of the user, and each imported message is a transaction of its own.
    public override IReadOnlyCollection<StoreProof> AcceptedUnproven => [StoreProof.Cost];
    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseMariaDb", _ => new MariaDbConversationStore(_database));
    public override BreakableStore OpenBreakable() => new BreakableMariaDb(database => new MariaDbConversationStore(database));
    public override async Task<IReadOnlyCollection<string>?> ReadRawAsync() => await ThrowAwayMariaDb.ReadTextsAsync(_database);
}
