namespace Docs;

/// <summary>Every block of C# in every document of the repository compiles.</summary>
public sealed class SnippetTests
{
    /// <summary>The number of blocks that say that they are not compiled.</summary>
    private const int NotCompiled = 0;

    public static TheoryData<string, int> Snippets
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var snippet in Repository.Snippets.Where(snippet => snippet.NotCompiled is null))
                data.Add(snippet.Document, snippet.Line);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_compiles(string document, int line)
    {
        var snippet = Repository.Snippets.Single(snippet => snippet.Document == document && snippet.Line == line);

        SnippetCompiler.Compile(snippet).Should().BeEmpty();
    }

    [Fact]
    public void Documents_that_show_code_have_snippets() => Repository.Snippets.Select(snippet => snippet.Document).Should().Contain(
    [
        "README.md",
        "docs/concepts.md",
        "docs/authentication.md",
        "docs/handlers.md",
        "docs/http.md",
        "docs/markup.md",
        "docs/notifications.md",
        "docs/personal-data.md",
        "docs/security.md",
        "docs/storage.md",
        "docs/webhooks.md",
        "src/Conversations.AspNetCore/README.md",
        "src/Conversations.Core/Ids/README.md",
        "src/Conversations.Core/Json/README.md",
        "src/Conversations.Core/README.md",
        "src/Conversations.Delivery/README.md",
        "src/Conversations.HealthChecks/README.md",
        "src/Conversations.PostgreSql/README.md",
        "src/Conversations.Sqlite/README.md",
        "src/Conversations.Testing/README.md",
        "src/Conversations.Webhooks/README.md",
    ]);

    [Fact]
    public void Snippets_that_are_not_compiled_say_why_and_are_counted()
    {
        var excused = Repository.Snippets.Where(snippet => snippet.NotCompiled is not null).ToList();

        excused.Should().HaveCount(NotCompiled);
        excused.Should().NotContain(snippet => snippet.NotCompiled!.Length == 0);
    }
}
