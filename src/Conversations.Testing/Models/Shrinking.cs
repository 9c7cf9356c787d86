namespace Conversations.Testing;

/// <summary>Shortens a list that makes a test fail.</summary>
internal static class Shrinking
{
    /// <summary>Drops items, first many at a time and then one by one, as long as the others still fail.</summary>
    /// <param name="items">The items that failed.</param>
    /// <param name="failAsync">Runs items in their order. Returns those that ran until they failed, or null if they did not fail.</param>
    /// <param name="maxRuns">The greatest number of runs.</param>
    /// <returns>The shortest list that was seen to fail.</returns>
    internal static async Task<IReadOnlyList<T>> ShrinkAsync<T>(
        IReadOnlyList<T> items, Func<IReadOnlyList<T>, Task<IReadOnlyList<T>?>> failAsync, int maxRuns)
    {
        var runs = 0;
        for (var size = Math.Max(1, items.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var before = items.Count;
            for (var at = items.Count - size; at >= 0; at = Math.Min(at, items.Count) - size)
            {
                if (runs++ == maxRuns)
                    return items;

                List<T> others = [.. items.Take(at), .. items.Skip(at + size)];
                items = await failAsync(others) ?? items;
            }

            if (size == 1 && items.Count == before)
                return items;
        }
    }
}
