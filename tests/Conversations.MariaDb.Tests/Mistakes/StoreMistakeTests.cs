using Xunit;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>
/// Tests that each mistake in the source of the store is found by its test. The contract itself runs the same tests on the store without a mistake.
/// </summary>
public sealed class StoreMistakeTests
{
    public static TheoryData<string> Names() => [.. StoreMistakes.All.Select(mistake => mistake.Name)];

    [Fact]
    public void There_are_at_least_forty_mistakes() => Assert.True(StoreMistakes.All.DistinctBy(mistake => mistake.Name).Count() >= 40);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_in_the_source_of_the_store_is_found_by_its_test(string name)
    {
        var mistake = StoreMistakes.Find(name);
        var open = SwitchedStore.Compile(mistake.Edits);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => mistake.Test(new SwitchedFixture(open)));

        // A race that met no moment to prove anything would fail for a store without the mistake too.
        Assert.DoesNotContain("Not proven", error.Message, StringComparison.Ordinal);
    }
}
