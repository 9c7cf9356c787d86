using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture;

/// <summary>Which rooms use which, read from what the names in the sources are bound to.</summary>
internal static class Arrows
{
    internal static IReadOnlyList<Arrow> Of(Package package) => Of(package.Compilation, package.RoomOf);

    internal static IReadOnlyList<Arrow> Of(CSharpCompilation compilation, Func<string, string> roomOf)
    {
        var arrows = new Dictionary<(string, string), Arrow>();
        var declared = compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().SelectMany(Declared)).ToHashSet();
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            var model = compilation.GetSemanticModel(tree);
            var from = roomOf(tree.FilePath);

            // To find out what a name is bound to takes long. One that the sources declare nowhere leads to no room.
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => declared.Contains(name.Identifier.ValueText)))
            {
                foreach (var to in Symbols(model, name).SelectMany(symbol => Declarations(symbol)).Select(roomOf).Where(to => to != from))
                    arrows.TryAdd((from, to), new(from, to, $"{Path.GetFileName(tree.FilePath)} names {name.Identifier.ValueText}"));
            }
        }

        return [.. arrows.Values.OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal)];
    }

    /// <summary>Returns the rooms that lie on a circle, each with the rooms that it can reach and that can reach it.</summary>
    internal static IReadOnlyList<string> OnCircles(IReadOnlyList<Arrow> arrows) =>
        [.. arrows.Select(arrow => arrow.From).Distinct().Where(room => Reached(arrows, room).Contains(room)).Order(StringComparer.Ordinal)];

    private static HashSet<string> Reached(IReadOnlyList<Arrow> arrows, string from)
    {
        var reached = new HashSet<string>();
        var waiting = new Stack<string>([from]);
        while (waiting.TryPop(out var room))
        {
            foreach (var arrow in arrows.Where(arrow => arrow.From == room && reached.Add(arrow.To)))
                waiting.Push(arrow.To);
        }

        return reached;
    }

    private static IEnumerable<ISymbol> Symbols(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        return (info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols).Select(one => one is IMethodSymbol { ReducedFrom: { } whole } ? whole : one);
    }

    /// <summary>Returns the names that a declaration of a type or a member gives, with that of an attribute without its ending.</summary>
    private static IEnumerable<string> Declared(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText, type.Identifier.ValueText.Replace(nameof(Attribute), "", StringComparison.Ordinal)],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax one => [one.Identifier.ValueText],
        EnumMemberDeclarationSyntax member => [member.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => [parameter.Identifier.ValueText],
        _ => [],
    };

    /// <summary>Returns the files that declare a type, or the type of a member.</summary>
    private static IEnumerable<string> Declarations(ISymbol symbol)
    {
        if ((symbol as INamedTypeSymbol ?? symbol.ContainingType) is null)
            return [];

        return symbol.OriginalDefinition.Locations.Where(one => one.IsInSource).Select(one => one.SourceTree!.FilePath).Where(path => path.Length > 0);
    }
}
