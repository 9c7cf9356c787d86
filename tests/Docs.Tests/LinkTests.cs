using System.Text.RegularExpressions;

namespace Docs;

/// <summary>Links between documents lead to files that are there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. Repository.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_of_the_repository(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var text = Code().Replace(Repository.Read(document), "");

        Link().Matches(text).Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target)))
            .Should().BeEmpty();
    }

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    /// <summary>A link or an image, without what follows a '#'.</summary>
    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
