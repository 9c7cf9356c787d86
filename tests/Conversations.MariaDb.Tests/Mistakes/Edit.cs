namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>A change of the store's source.</summary>
/// <param name="Old">A text that occurs once.</param>
/// <param name="Now">What stands there instead.</param>
internal sealed record Edit(string Old, string Now)
{
    internal string ApplyTo(string source) => source.Split(Old) is [var before, var after]
        ? before + Now + after
        : throw new InvalidOperationException($"The store's source does not contain this text exactly once: {Old}");
}
