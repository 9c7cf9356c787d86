namespace Conversations.Testing;

/// <summary>How a list of commands failed.</summary>
/// <param name="Error">The error.</param>
/// <param name="Ran">The commands that ran, the last one being that after which the error was seen.</param>
internal sealed record ModelFailure(Exception Error, IReadOnlyList<RanStep> Ran);
