using System.Reflection;

namespace Docs;

/// <summary>The folder that holds the documents.</summary>
internal static class Repository
{
    private static readonly string[] _generated = ["bin", "obj", "artifacts", "packages", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly DirectoryInfo _folder = new(typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Repository").Value!);

    /// <summary>Gets every Markdown file, as a path from the root with forward slashes.</summary>
    internal static IReadOnlyList<string> Documents { get; } =
    [
        .. FilesIn(_folder).Select(file => Path.GetRelativePath(_folder.FullName, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>Gets every C# snippet of every document.</summary>
    internal static IReadOnlyList<Snippet> Snippets { get; } = [.. Documents.SelectMany(document => SnippetReader.Read(document, Read(document)))];

    internal static string Read(string document) => File.ReadAllText(PathOf(document)).ReplaceLineEndings("\n");

    internal static string PathOf(string document) => Path.GetFullPath(Path.Combine(_folder.FullName, document));

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.md").Concat(folder.EnumerateDirectories().Where(IsSource).SelectMany(FilesIn));

    private static bool IsSource(DirectoryInfo folder) =>
        !folder.Name.StartsWith('.') && !_generated.Contains(folder.Name) && folder.LinkTarget is null;
}
