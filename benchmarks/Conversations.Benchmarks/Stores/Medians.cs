using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Times that are to be compared.</summary>
internal static class Medians
{
    internal static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Makes calls in turn, many rounds of each.</summary>
    /// <returns>The median microseconds of each.</returns>
    internal static async Task<double[]> CompareAsync(int rounds, params Func<Task>[] calls)
    {
        var taken = calls.Select(_ => new List<double>()).ToArray();
        for (var round = -rounds / 10; round < rounds; round++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await calls[i]();
                if (round >= 0)
                    taken[i].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        return [.. taken.Select(one => one.Median())];
    }
}
