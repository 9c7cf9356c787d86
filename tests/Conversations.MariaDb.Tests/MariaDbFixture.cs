using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.MariaDb.Tests;

public sealed class MariaDbFixture : StoreFixture
{
    private readonly string _connectionString = ThrowAwayMariaDb.Shared.CreateDatabase();

    public override int RaceRounds => 60;
    public override int ModelRuns => 50;

    /// <summary>The page of an inbox sorts all conversations of the user, so the promises of cost do not hold.</summary>
    public override IReadOnlyCollection<StoreProof> AcceptedUnproven => [StoreProof.Cost];

    public override void Use(IConversationsBuilder builder) => builder.UseMariaDb(_connectionString);

    public override BreakableStore OpenBreakable() => new BreakableMariaDb();

    public override async Task<IReadOnlyCollection<string>?> ReadRawAsync() => await ThrowAwayMariaDb.ReadTextsAsync(_connectionString);
}
