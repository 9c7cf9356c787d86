using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conversations;

/// <summary>
/// A function of the schema: an embedded file <c>Schema/Functions/name.sql</c> with one <c>CREATE OR REPLACE FUNCTION</c>, whose first line is its number.
/// </summary>
/// <remarks>
/// Raise the number with every change of the text that follows a release. Hosts of two versions run side by side during a deployment, and both call the
/// function that is there, so it must stay usable for the older ones: another signature, or another meaning, gets another name.
/// </remarks>
internal sealed class SchemaFunction
{
    private const string NumberPrefix = "-- number: ";

    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the number in the first line of a text.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="text">The statement that creates it, which names the schema <c>@schema</c>.</param>
    /// <exception cref="FormatException">The first line is not the number.</exception>
    internal SchemaFunction(string name, string text)
    {
        // A checkout may have other ends of lines, and the hash must not depend on them.
        (Name, Text) = (name, text.ReplaceLineEndings("\n"));
        var first = Text.AsSpan(0, Math.Max(Text.IndexOf('\n', StringComparison.Ordinal), 0));
        if (!first.StartsWith(NumberPrefix, StringComparison.Ordinal))
            throw new FormatException($"The first line of the function {name} must be its number, such as '{NumberPrefix}1'.");

        Number = int.Parse(first[NumberPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture);
        Hash = SHA256.HashData(_encoding.GetBytes(Text));
    }

    internal string Name { get; }

    internal int Number { get; }

    internal string Text { get; }

    /// <summary>Gets the SHA-256 hash of the text.</summary>
    internal byte[] Hash { get; }
}
