using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.MariaDb.Tests;

/// <summary>A database whose connections a test ends on the server.</summary>
internal sealed class BreakableMariaDb : BreakableStore
{
    private readonly string _connectionString = ThrowAwayMariaDb.Shared.CreateDatabase();

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseMariaDb", _ => new MariaDbConversationStore(_connectionString));

    public override Task BreakAsync() => ThrowAwayMariaDb.EndConnectionsAsync(_connectionString);
}
