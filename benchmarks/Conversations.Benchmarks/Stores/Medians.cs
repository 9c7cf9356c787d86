using System.Diagnostics;
using BenchmarkDotNet.Mathematics;

namespace Conversations.Benchmarks;

/// <summary>Measures times so that they can be compared.</summary>
internal static class Medians
{
    /// <summary>Makes the calls in turn, in many rounds. A tenth as many rounds warm up first and are not measured.</summary>
    /// <returns>The median time of each call in microseconds.</returns>
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

        return [.. taken.Select(one => new Statistics(one).Median)];
    }
}
