using Conversations.Storage;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage.Faults;

/// <summary>A store in memory that a test breaks, alone or behind another one.</summary>
internal sealed class BreakableFaultyStore(FaultyStore store, Func<FaultyStore, IConversationStore>? before = null) : BreakableStore
{
    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseFaulty", _ => before is null ? store : before(store));

    public override Task BreakAsync()
    {
        store.Break();
        return Task.CompletedTask;
    }
}
