namespace Conversations.Tests.Text;

/// <summary>
/// Tests the count of steps. <see cref="LinearityTests"/> see only what is counted, so every search must count what it examines.
/// </summary>
public sealed class StepsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3 + 3)] // the search for atoms, and that for markers and line breaks
    [InlineData("ab:c", 3 + 1 + 4)]
    [InlineData("a*b", 3 + 2 + 1)]
    [InlineData("a\nb", 3 + 2 + 1)]
    [InlineData("*ab*", 4 + 1 + 3 + 1)] // the search for a word goes back from the end of the span
    [InlineData("*ab..*", 6 + 1 + 5 + 3)]
    [InlineData("*..*..*", 7 + 1 + 3 + 3 + 4 + 4)] // the second search for a word ends where the first one began
    [InlineData("```ab```", 1 + 1)]
    [InlineData("```ab", 1 + 1 + 1 + 1 + 2 + 5)]
    [InlineData("<a>", 1 + 2 + 3)]
    [InlineData("<https://a|b>", 1 + 9 + 1)]
    [InlineData("<https://a", 1 + 9 + 6 + 3 + 10)]
    [InlineData("<https://a|b", 1 + 9 + 1 + 6 + 5 + 12)]
    [InlineData("https://a.b c", 6 + 3 + 11 + 2 + 2)] // the authority, then the URL as a whole
    [InlineData("https://é", 6 + 1 + 9)]
    [InlineData("a@b.cd", 2 + 1 + 4)]
    [InlineData("x a@b", 4 + 1 + 1 + 5)]
    public void Every_search_counts_the_characters_that_it_examines(string text, int steps)
    {
        var reader = new MarkupReader(text, MarkupOptions.ForApp, default);

        reader.Read();

        reader.Steps.Should().Be(steps);
        reader.Return();
    }
}
