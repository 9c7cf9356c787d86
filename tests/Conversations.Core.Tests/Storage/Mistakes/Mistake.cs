using Conversations.Storage;
using Conversations.Testing;

namespace Conversations.Tests.Storage.Mistakes;

/// <summary>A mistake that a store can make, and the test of the contract that finds it.</summary>
/// <param name="Name">What the store does.</param>
/// <param name="Make">Makes a store with this mistake.</param>
/// <param name="Test">Runs the test on the store of a fixture.</param>
internal sealed record Mistake(string Name, Func<IConversationStore> Make, Func<StoreFixture, Task> Test)
{
    /// <summary>Returns a mistake that one test of a suite finds.</summary>
    internal static Mistake Of<T>(string name, Func<IConversationStore> make, Func<StoreFixture, T> suite, Func<T, Task> test)
        where T : StoreSuite =>
        new(name, make, async fixture =>
        {
            var tested = suite(fixture);
            try
            {
                await test(tested);
            }
            finally
            {
                await tested.DisposeAsync();
            }
        });

    /// <summary>Runs the test on a store.</summary>
    internal Task RunAsync(IConversationStore store) => Test(new WrongFixture(store));
}
