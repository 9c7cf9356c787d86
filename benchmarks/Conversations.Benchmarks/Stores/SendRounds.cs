using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>
/// Lets the contestants send in turn, in rounds. The best round of each contestant
/// counts, because other work on the machine can only slow a round down.
/// </summary>
internal static class SendRounds
{
    internal const int Count = 12;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(0.75);

    internal static async Task<SendResults> MeasureAsync(Load load, params IContestant[] contestants)
    {
        var results = new SendResults(load, [.. contestants.Select(one => one.Name)]);
        for (var round = -1; round < Count; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var (sent, latencies) = await RoundAsync(contestants[i], load);
                if (round >= 0)
                    results.Add(i, sent / _round.TotalSeconds, latencies);
            }
        }

        return results;
    }

    /// <summary>
    /// Runs one round, and returns the number of sends that returned within it and the latencies of all sends that began within it.
    /// </summary>
    private static async Task<(int Sent, List<double> Latencies)> RoundAsync(IContestant contestant, Load load)
    {
        var start = Stopwatch.GetTimestamp();
        var sent = 0;
        var latencies = await Task.WhenAll(Enumerable.Range(0, load.Senders).Select(user => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(start) < _round)
            {
                var begin = Stopwatch.GetTimestamp();
                await contestant.SendAsync(user, user % load.Rooms);
                own.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                if (Stopwatch.GetElapsedTime(start) < _round)
                    Interlocked.Increment(ref sent);
            }

            return own;
        })));
        return (sent, [.. latencies.SelectMany(one => one)]);
    }
}
