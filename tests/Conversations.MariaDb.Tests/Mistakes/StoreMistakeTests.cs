using Xunit;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>
/// Tests that each mistake in the source of the store is found by its test. The contract itself runs the same tests on the store without a mistake.
/// </summary>
public sealed class StoreMistakeTests
{
    /// <summary>A race may meet no moment at which the mistake shows, however long it goes on.</summary>
    private const int MaxAttempts = 3;

    public static TheoryData<string> Names() => [.. StoreMistakes.All.Select(mistake => mistake.Name)];

    [Fact]
    public void There_are_at_least_forty_mistakes() => Assert.True(StoreMistakes.All.DistinctBy(mistake => mistake.Name).Count() >= 40);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_in_the_source_of_the_store_is_found_by_its_test(string name)
    {
        var mistake = StoreMistakes.Find(name);
        var open = SwitchedStore.Compile(mistake.Edits);

        Exception? error = null;
        for (var attempt = 1; attempt <= MaxAttempts && error is null; attempt++)
            error = await Record.ExceptionAsync(() => mistake.Test(new SwitchedFixture(open)));

        Assert.NotNull(error);

        // A race that met no moment to prove anything would fail for a store without the mistake too.
        Assert.DoesNotContain("Not proven", error.Message, StringComparison.Ordinal);
    }
}
