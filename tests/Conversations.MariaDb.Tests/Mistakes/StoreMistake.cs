using Conversations.Mistakes;
using Conversations.Testing;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>A mistake in the source of the store, and the test of the contract that finds it.</summary>
/// <param name="Name">What the store does.</param>
/// <param name="Edits">The mistake.</param>
/// <param name="Test">Runs the test on the store of a fixture.</param>
internal sealed record StoreMistake(string Name, IReadOnlyList<Edit> Edits, Func<StoreFixture, Task> Test)
{
    internal static StoreMistake Of<T>(string name, string old, string now, Func<StoreFixture, T> suite, Func<T, Task> test)
        where T : StoreSuite =>
        Of(name, [new(old, now)], suite, test);

    internal static StoreMistake Of<T>(string name, IReadOnlyList<Edit> edits, Func<StoreFixture, T> suite, Func<T, Task> test)
        where T : StoreSuite =>
        new(name, edits, fixture => Mistake.RunAsync(suite(fixture), test));
}
