namespace Docs;

public sealed class SnippetReaderTests
{
    private const string Fence = "```";

    [Fact]
    public void Block_is_read_with_the_line_of_its_first_line_of_code() =>
        Read($"# Title\n\n{Fence}csharp\nvar a = 1;\nvar b = 2;\n{Fence}\n").Should().Equal(new Snippet("a.md", 4, "var a = 1;\nvar b = 2;"));

    [Theory]
    [InlineData("csharp")]
    [InlineData("cs")]
    [InlineData("C#")]
    public void Every_name_of_the_language_counts(string language) => Read($"{Fence}{language}\nf();\n{Fence}\n").Should().HaveCount(1);

    [Theory]
    [InlineData("sh")]
    [InlineData("")]
    public void Block_of_another_language_is_passed_over_with_all_that_is_in_it(string language) =>
        Read($"{Fence}{Fence[..1]}{language}\n{Fence}csharp\nf();\n{Fence}\n{Fence}{Fence[..1]}\n").Should().BeEmpty();

    [Fact]
    public void Comment_right_before_a_block_says_how_to_compile_it()
    {
        var text = $"""
            <!-- snippet with: IConversations conversations, UserId alice -->
            {Fence}csharp
            one();
            {Fence}

            <!-- snippet
            with: UserId alice
            beside: static class Mine;
            -->

            {Fence}csharp
            two();
            {Fence}

            <!-- snippet not compiled: it is wrong -->
            {Fence}csharp
            three();
            {Fence}
            """;

        Read(text).Should().Equal(
            new Snippet("a.md", 3, "one();") { With = "IConversations conversations, UserId alice" },
            new Snippet("a.md", 12, "two();") { With = "UserId alice", Beside = "static class Mine;" },
            new Snippet("a.md", 17, "three();") { NotCompiled = "it is wrong" });
    }

    [Fact]
    public void Comment_counts_for_the_next_block_only() =>
        Read($"<!-- snippet with: UserId a -->\n{Fence}csharp\none();\n{Fence}\n\n{Fence}csharp\ntwo();\n{Fence}\n")
            .Select(snippet => snippet.With).Should().Equal("UserId a", null);

    [Theory]
    [InlineData("<!-- snippet -->")]
    [InlineData("<!-- snippet skip -->")]
    [InlineData("<!-- snippet ignored, with: UserId a -->")]
    public void Comment_that_says_nothing_known_throws(string comment) =>
        FluentActions.Invoking(() => Read($"{comment}\n{Fence}csharp\none();\n{Fence}\n")).Should().Throw<FormatException>().WithMessage("a.md(3)*");

    [Fact]
    public void Block_without_an_end_throws() =>
        FluentActions.Invoking(() => Read($"text\n{Fence}csharp\none();\n")).Should().Throw<FormatException>().WithMessage("a.md(2)*");

    private static List<Snippet> Read(string text) => [.. SnippetReader.Read("a.md", text.ReplaceLineEndings("\n"))];
}
