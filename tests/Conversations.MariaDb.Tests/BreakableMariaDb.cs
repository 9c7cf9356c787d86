using Conversations.Storage;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.MariaDb.Tests;

/// <summary>A database whose connections a test ends on the server.</summary>
/// <param name="open">Opens the store on a database.</param>
internal sealed class BreakableMariaDb(Func<string, IConversationStore> open) : BreakableStore
{
    private readonly string _database = ThrowAwayMariaDb.Shared.CreateDatabase();

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseMariaDb", _ => open(_database));

    public override Task BreakAsync() => ThrowAwayMariaDb.EndConnectionsAsync(_database);
}
