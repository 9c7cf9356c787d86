using Conversations.Storage;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Sdk;

namespace Conversations.Mistakes;

/// <summary>The fixture of a store that is wrong on purpose.</summary>
/// <param name="store">The store, which the fixture does not dispose.</param>
/// <param name="waitsForWrites">Whether each write waits for a disk or a server.</param>
internal sealed class WrongFixture(IConversationStore store, bool waitsForWrites = false) : StoreFixture
{
    public override bool WaitsForWrites => waitsForWrites;

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseWrong", _ => new ForwardsAll(store));

    /// <summary>Runs a test that must fail, and returns its failure.</summary>
    internal static async Task<XunitException> FindsAsync<T>(T suite, Func<T, Task> test)
        where T : StoreSuite =>
        await Assert.ThrowsAnyAsync<XunitException>(() => Mistake.RunAsync(suite, test));

    /// <summary>A store that a provider does not dispose, because several providers of a test use it.</summary>
    private sealed class ForwardsAll(IConversationStore inner) : ForwardingStore(inner);
}
