using Conversations.Storage;
using Conversations.Testing;

namespace Conversations.Mistakes;

/// <summary>A mistake that a store can make, and the test of the contract that finds it.</summary>
/// <param name="Name">What the store does.</param>
/// <param name="Make">Makes a store with this mistake out of one without it.</param>
/// <param name="Test">Runs the test on the store of a fixture.</param>
internal sealed record Mistake(string Name, Func<IConversationStore, IConversationStore> Make, Func<StoreFixture, Task> Test)
{
    /// <summary>Returns a mistake that one test of a suite finds.</summary>
    internal static Mistake Of<T>(string name, Func<IConversationStore, IConversationStore> make, Func<StoreFixture, T> suite, Func<T, Task> test)
        where T : StoreSuite =>
        new(name, make, fixture => RunAsync(suite(fixture), test));

    /// <summary>Runs one test of a suite.</summary>
    internal static async Task RunAsync<T>(T suite, Func<T, Task> test)
        where T : StoreSuite
    {
        try
        {
            await test(suite);
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }
}
