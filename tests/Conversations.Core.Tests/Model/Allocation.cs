using System.Diagnostics;

namespace Conversations.Tests.Model;

/// <summary>Measures the memory that a call costs once the runtime has optimised it: the first tier boxes where later ones do not.</summary>
internal static class Allocation
{
    // The runtime puts optimising off for as long as it meets new code, which on a busy machine goes on while other tests run.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    internal static async Task<long> OfAsync(Action call)
    {
        var least = long.MaxValue;
        var start = Stopwatch.GetTimestamp();
        while (least > 0 && Stopwatch.GetElapsedTime(start) < _patience)
        {
            await Task.Delay(20);
            least = Math.Min(least, OfThousand(call));
        }

        return least;
    }

    private static long OfThousand(Action call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            call();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
