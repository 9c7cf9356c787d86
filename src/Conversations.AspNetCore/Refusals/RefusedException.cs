using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Thrown where a request is refused before the library is called. It becomes problem details.</summary>
/// <param name="status">The status code.</param>
/// <param name="code">What went wrong, as a word for code.</param>
/// <param name="message">What went wrong, in a sentence for people.</param>
/// <param name="field">The field of the request that is wrong, or null.</param>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this package.")]
internal sealed class RefusedException(int status, string code, string message, string? field = null) : Exception(message)
{
    internal int Status => status;

    internal string Code => code;

    internal string? Field => @field;
}
