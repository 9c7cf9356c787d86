using Conversations.Storage;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace Conversations.Tests.Storage;

/// <summary>The fixture of a store that is wrong on purpose.</summary>
internal sealed class WrongFixture(IConversationStore store) : StoreFixture
{
    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseWrong", _ => store);

    /// <summary>Runs a test that must fail, and returns its failure.</summary>
    internal static async Task<XunitException> FindsAsync<T>(T suite, Func<T, Task> test)
        where T : StoreSuite
    {
        var run = () => test(suite);

        var error = (await run.Should().ThrowAsync<XunitException>()).Which;

        await suite.DisposeAsync();
        return error;
    }
}
