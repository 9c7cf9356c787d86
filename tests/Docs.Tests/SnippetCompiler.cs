using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Docs;

/// <summary>Compiles snippets against this library and the framework, as an app with implicit usings and nullable references would.</summary>
internal static class SnippetCompiler
{
    /// <summary>What the SDK adds to every file.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What a part of a method does not repeat.</summary>
    private const string LibraryUsings =
        """
        global using Conversations;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    /// <summary>CS1998: a snippet need not await. CS8321: a local function need not be called.</summary>
    private static readonly string[] _allowed = ["CS1998", "CS8321"];

    private static readonly CSharpParseOptions _options = new(LanguageVersion.CSharp14);

    private static readonly IReadOnlyList<MetadataReference> _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Returns what the compiler has to say, each error and warning with document and line; empty if the snippet compiles.</summary>
    internal static IReadOnlyList<string> Compile(Snippet snippet)
    {
        List<SyntaxTree> trees = [Parse(Source(snippet), snippet.Document), Parse(ImplicitUsings, "implicit usings")];
        if (snippet.With is not null)
            trees.Add(Parse(LibraryUsings, "usings of the library"));
        if (snippet.Beside is { } beside)
            trees.Add(Parse(beside, $"{snippet.Document}, beside the snippet"));

        var isProgram = trees[0].GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement);
        var compilation = CSharpCompilation.Create("Snippet", trees, _references, new(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return
        [
            .. compilation.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !_allowed.Contains(diagnostic.Id))
                .Select(Describe),
        ];
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, _options, path);

    private static string Source(Snippet snippet)
    {
        if (snippet.With is not { } parameters)
            return $"{LineOf(snippet, 0)}{snippet.Code}";

        // Usings cannot stand in a method, so those of the snippet go before it.
        var end = CSharpSyntaxTree.ParseText(snippet.Code, _options).GetCompilationUnitRoot().Usings.LastOrDefault()?.FullSpan.End ?? 0;
        var (usings, body) = (snippet.Code[..end], snippet.Code[end..]);
        return $$"""
            {{LineOf(snippet, 0)}}{{usings}}
            internal static class Snippet
            {
                internal static async Task RunAsync({{parameters}})
                {
            {{LineOf(snippet, usings.Count(character => character == '\n'))}}{{body}}
            #line default
                }
            }
            """;
    }

    /// <summary>Makes the compiler count lines as the document does.</summary>
    private static string LineOf(Snippet snippet, int offset) =>
        string.Create(CultureInfo.InvariantCulture, $"#line {snippet.Line + offset} \"{snippet.Document}\"\n");

    private static string Describe(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetMappedLineSpan();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Path}({place.StartLinePosition.Line + 1}): {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
