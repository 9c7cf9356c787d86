using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Conversations.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>Compiles the store of this project again, with a mistake in its source.</summary>
internal static class SwitchedStore
{
    private const string Schema = "Schema.sql";

    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string _schema = Read(Schema);

    private static readonly IReadOnlyList<string> _sources =
    [
        .. typeof(SwitchedStore).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Store/", StringComparison.Ordinal)).Select(Read),
    ];

    /// <summary>The store without a mistake. The compilations of the others share what it knows of the libraries.</summary>
    private static readonly CSharpCompilation _store = CSharpCompilation.Create(
        "Switched",
        _sources.Append(ImplicitUsings).Select(source => CSharpSyntaxTree.ParseText(source)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Returns how to open a database with a store in which each edit replaced a text that occurs once in its source.</summary>
    internal static Func<string, IConversationStore> Compile(IReadOnlyList<Edit> edits)
    {
        var (store, schema) = (_store, _schema);
        foreach (var edit in edits)
        {
            var tree = store.SyntaxTrees.SingleOrDefault(tree => tree.ToString().Contains(edit.Old, StringComparison.Ordinal));
            if (tree is null)
                schema = edit.ApplyTo(schema);
            else
                store = store.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit.ApplyTo(tree.ToString())));
        }

        using var image = new MemoryStream();
        var result = store.Emit(image, manifestResources: [new(Schema, () => new MemoryStream(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(schema)), isPublic: true)]);
        if (!result.Success)
            throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));

        image.Position = 0;
        var type = new AssemblyLoadContext("Switched").LoadFromStream(image).GetType(typeof(MariaDbConversationStore).FullName!, throwOnError: true)!;
        return database => (IConversationStore)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.NonPublic, null, [database], null)!;
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SwitchedStore).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
