using System.Diagnostics;

namespace Conversations.Tests.Model;

/// <summary>
/// Measures the bytes that a call allocates after the runtime has optimised it. Code of the first compilation tier boxes
/// values that code of later tiers does not box.
/// </summary>
internal static class Allocation
{
    // The runtime postpones optimisation while it compiles new code. On a busy machine, that lasts while other tests run.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    internal static async Task<long> OfAsync(Action call)
    {
        var least = long.MaxValue;
        var start = Stopwatch.GetTimestamp();
        while (least > 0 && Stopwatch.GetElapsedTime(start) < _patience)
        {
            await Task.Delay(20);
            least = Math.Min(least, BytesOfThousandCalls(call));
        }

        return least;
    }

    private static long BytesOfThousandCalls(Action call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            call();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
