namespace Docs;

/// <summary>A block of C# in a document.</summary>
/// <param name="Document">The document, as a path from the root of the repository.</param>
/// <param name="Line">The number of the block's first line of code, from 1.</param>
/// <param name="Code">The code.</param>
internal sealed record Snippet(string Document, int Line, string Code)
{
    /// <summary>
    /// Gets the parameters that the block may use, in C#: the block is then the body of an asynchronous method that takes them. Null means that
    /// the block is a whole file.
    /// </summary>
    internal string? With { get; init; }

    /// <summary>Gets declarations that the document leaves to the reader, in C#. They are compiled as a file of their own.</summary>
    internal string? Beside { get; init; }

    /// <summary>Gets why the block does not compile, or null if it must.</summary>
    internal string? NotCompiled { get; init; }
}
