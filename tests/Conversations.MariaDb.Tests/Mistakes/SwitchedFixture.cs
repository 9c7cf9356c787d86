using Conversations.Storage;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>A database of its own for a store with a mistake, or without one.</summary>
internal sealed class SwitchedFixture(Func<string, IConversationStore> open) : StoreFixture
{
    private readonly string _database = ThrowAwayMariaDb.Shared.CreateDatabase();

    public override bool WaitsForWrites => true;

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseSwitched", _ => open(_database));

    public override BreakableStore OpenBreakable() => new BreakableMariaDb(open);

    public override async Task<IReadOnlyCollection<string>?> ReadRawAsync() => await ThrowAwayMariaDb.ReadTextsAsync(_database);
}
