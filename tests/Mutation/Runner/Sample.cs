using System.Security.Cryptography;
using System.Text;

namespace Conversations.Mutation;

/// <summary>Chooses the same mutants in each run on the same sources.</summary>
internal static class Sample
{
    /// <summary>Returns the mutants with the lowest hashes.</summary>
    internal static IReadOnlyList<Mutant> Of(IReadOnlyList<Mutant> mutants, int count) =>
        [.. mutants.Where(mutant => mutant.IsTested).OrderBy(Hash, StringComparer.Ordinal).Take(count)
            .OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Start)];

    /// <summary>Returns the patterns with which Stryker mutates these places only. It also mutates what is inside of them.</summary>
    internal static IReadOnlyList<string> Patterns(IEnumerable<Mutant> sample) =>
        [.. sample.GroupBy(mutant => mutant.File)
            .Select(file => $"**/{file.Key}{string.Concat(file.Select(mutant => $"{{{mutant.Start}..{mutant.End}}}").Distinct())}")];

    private static string Hash(Mutant mutant) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(mutant.Key.ToString())));
}
