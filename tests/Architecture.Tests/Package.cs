using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Architecture;

/// <summary>The sources of one package, compiled in memory, so that every name in them is bound to what it means.</summary>
internal sealed class Package
{
    private const string Tree = "**/*.cs";

    // What source generators would add is missing here, and these are the errors that it leaves. Every other error would hide an arrow.
    private static readonly HashSet<string> _errorsOfMissingGenerators = ["CS0029", "CS0117", "CS0534", "CS7036", "CS8795", "CS9248"];

    private static readonly ConcurrentDictionary<string, Package> _loaded = [];

    private readonly string _directory;
    private readonly Dictionary<string, string> _linked;
    private readonly Lazy<IReadOnlyList<Arrow>> _arrows;

    private Package(string name)
    {
        _directory = Path.Combine(Root, name);
        _arrows = new(() => Architecture.Arrows.Of(this));
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse);
        _linked = Linked(Path.Combine(_directory, $"{name}.csproj"));
        Compilation = CSharpCompilation.Create(
            name,
            [
                .. SourceFiles(_directory).Concat(_linked.Keys).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)),
                CSharpSyntaxTree.ParseText(ImplicitUsings, options),
            ],
            References(name),
            // What a name is bound to does not depend on the analysis of null, which would take as long as everything else.
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable, allowUnsafe: true));
    }

    internal static string Root { get; } = Path.GetFullPath(
        typeof(Package).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "SourceDirectory").Value!);

    internal CSharpCompilation Compilation { get; }

    internal IReadOnlyList<Arrow> Arrows => _arrows.Value;

    internal IEnumerable<Diagnostic> Errors => Compilation.GetDiagnostics()
        .Where(one => one.Severity == DiagnosticSeverity.Error && !_errorsOfMissingGenerators.Contains(one.Id));

    private static string ImplicitUsings => string.Concat(
        ((string[])["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"])
            .Select(name => $"global using {name};"));

    internal static Package Load(string name) => _loaded.GetOrAdd(name, static one => new(one));

    internal static IEnumerable<string> SourceFiles(string directory) => Directory
        .EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(directory, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "build"));

    /// <summary>Returns the room of a file: its folder within the package, or the folder that it is linked into, with slashes; "" at the top.</summary>
    internal string RoomOf(string file) => _linked.TryGetValue(file, out var room)
        ? room
        : Path.GetDirectoryName(Path.GetRelativePath(_directory, file))!.Replace('\\', '/');

    /// <summary>Returns the files of other folders that a project compiles, each with the room that it is linked into.</summary>
    private static Dictionary<string, string> Linked(string project)
    {
        var linked = new Dictionary<string, string>();
        foreach (var item in XDocument.Load(project).Descendants("Compile").Where(item => item.Attribute("Include") is not null))
        {
            var (include, link) = (item.Attribute("Include")!.Value, item.Attribute("Link")!.Value);
            var (folder, isTree) = include.EndsWith(Tree, StringComparison.Ordinal) ? (include[..^Tree.Length], true) : (include, false);
            var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, folder));
            foreach (var file in isTree ? SourceFiles(path) : [path])
                linked.Add(file, Path.GetDirectoryName(isTree ? Path.GetRelativePath(path, file) : link)!.Replace('\\', '/'));
        }

        return linked;
    }

    private static IEnumerable<MetadataReference> References(string name) => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileNameWithoutExtension(path) != name)
        .Select(path => MetadataReference.CreateFromFile(path));
}
