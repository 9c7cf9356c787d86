namespace Conversations.Tests.Model;

/// <summary>Measures the memory that a call costs once the runtime has optimised it: the first tier boxes where later ones do not.</summary>
internal static class Allocation
{
    internal static async Task<long> OfAsync(Action call)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 100 && least > 0; round++)
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
