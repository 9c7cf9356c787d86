namespace Conversations.Mutation;

/// <summary>A change that Stryker made to the sources, and what the tests made of it. The file is relative to the project, start and end are indexes of characters.</summary>
internal sealed record Mutant(string File, int Line, int Start, int End, string Mutator, string Original, string Replacement, string Status)
{
    /// <summary>Gets what identifies the mutant in each run on the same sources.</summary>
    internal (string, int, int, string, string) Key => (File, Start, End, Mutator, Replacement);

    internal bool IsKilled => Status is "Killed" or "Timeout";

    internal bool IsTested => IsKilled || Status is "Survived" or "NoCoverage";

    public override string ToString() => $"{File}:{Line} {Status}: {OneLine(Original)}  ->  {OneLine(Replacement)}";

    private static string OneLine(string code)
    {
        var line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 120 ? line : line[..117] + "...";
    }
}
