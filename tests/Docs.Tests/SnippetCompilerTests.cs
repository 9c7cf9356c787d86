namespace Docs;

public sealed class SnippetCompilerTests
{
    [Fact]
    public void Program_that_names_what_it_uses_compiles() =>
        Compile("using Conversations;\n\nvar id = new UserId(\"alice\");\nConsole.WriteLine(id);").Should().BeEmpty();

    [Fact]
    public void Program_without_the_using_of_the_library_does_not_compile() =>
        Compile("var id = new UserId(\"alice\");").Should().ContainSingle().Which.Should().StartWith("docs/a.md(10): CS0246");

    [Fact]
    public void Types_without_a_program_compile() => Compile("public sealed class Empty;").Should().BeEmpty();

    [Fact]
    public void Statements_use_what_they_are_given() =>
        Compile("await conversations.DeleteAsync(new(\"dev\"));", with: "IConversations conversations").Should().BeEmpty();

    [Fact]
    public void Statements_may_begin_with_usings() =>
        Compile("using Conversations.Decisions;\n\nvar model = ConversationModel.Of(new(\"dev\"));", with: "").Should().BeEmpty();

    [Theory]
    [InlineData("var a = 1;\nconversations.Close();", "docs/a.md(11): CS1061")]
    [InlineData("var a = 1;\nvar b = a +;", "docs/a.md(11): CS1525")]
    [InlineData("string text = null;", "docs/a.md(10): CS8600")]
    [InlineData("using Conversations.Nowhere;\nvar a = 1;", "docs/a.md(10): CS0234")]
    [InlineData("using Conversations.Decisions;\n\nvar a = 1;\nb = 2;", "docs/a.md(13): CS0103")]
    public void Statement_that_is_wrong_is_reported_with_document_and_line(string code, string expected) =>
        Compile(code, with: "IConversations conversations").Should().Contain(error => error.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Declarations_beside_the_snippet_are_known_to_it() =>
        Compile("Mine.Run();", beside: "static class Mine { internal static void Run() { } }").Should().BeEmpty();

    [Fact]
    public void Declarations_that_are_wrong_are_reported() =>
        Compile("Mine.Run();", beside: "static class Mine { internal static Lost Run() => null!; }")
            .Should().ContainSingle().Which.Should().StartWith("docs/a.md, beside the snippet(1): CS0246");

    private static IReadOnlyList<string> Compile(string code, string? with = null, string? beside = null) =>
        SnippetCompiler.Compile(new("docs/a.md", 10, code) { With = with, Beside = beside });
}
