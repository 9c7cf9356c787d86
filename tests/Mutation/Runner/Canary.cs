namespace Conversations.Mutation;

/// <summary>
/// Checks that Stryker works with this runner and this version of xunit: under VSTest nearly every mutant of an xunit v3 project survives,
/// and other versions of the runner killed mutants that change nothing.
/// </summary>
internal static class Canary
{
    internal static async Task CheckAsync(Stryker stryker)
    {
        var mutants = await stryker.RunAsync("canary", "tests/Mutation/CanaryTests", "Canary.csproj", ["**/Canary.cs"]);
        Expect("one - other", "Killed", "a test asserts the sum");
        Expect("one < other", "Killed", "a test asserts the maximum");
        Expect("one >= other", "Survived", "it changes nothing");
        Expect("one / 2", "NoCoverage", "no test calls it");

        void Expect(string replacement, string status, string reason)
        {
            var found = mutants.Where(mutant => mutant.Replacement == replacement).ToList();
            if (found is not [var mutant] || mutant.Status != status)
            {
                throw new InvalidOperationException(
                    $"Stryker does not work here, so none of its results counts: the mutant '{replacement}' must have the status {status}, because {reason}, "
                    + $"but has {(found.Count == 0 ? "not been made" : found[0].Status)}.");
            }
        }
    }
}
