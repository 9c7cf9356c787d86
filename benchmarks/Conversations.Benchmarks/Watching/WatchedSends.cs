using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Compares what a send takes its caller with and without watches on the same host.</summary>
internal static class WatchedSends
{
    private const int Rooms = 8;

    internal static async Task<List<string>> RunAsync(IEnumerable<DeliveryStore> stores, int watches, int pairs)
    {
        List<string> lines =
        [
            $"| a send by 1 sender with {watches:N0} watches of other rooms and one of its own, against none; median of {pairs} pairs (95 % interval) | time of the caller | µs each, without |",
            "|---|--:|--:|",
        ];
        foreach (var store in stores)
            lines.Add(await CompareAsync(store, watches, pairs));

        return lines;
    }

    private static async Task<string> CompareAsync(DeliveryStore store, int watches, int pairs)
    {
        await using var app = new DeliveryApp(store);
        await app.CreateAsync(Rooms + watches);
        var (ratios, without, sends) = (new Ratios(), new List<double>(), store.Place is null ? 20_000 : 1_000);
        for (var pair = -1; pair < pairs; pair++)
        {
            var took = new double[2];
            foreach (var which in pair % 2 == 0 ? (int[])[0, 1] : [1, 0])
            {
                await using var watched = new Watched();
                if (which == 1)
                    await watched.AddAsync(app, Enumerable.Range(Rooms - 1, watches + 1));

                await app.SendAsync(sends / 10, 1, Rooms);
                var times = new List<double>(sends);
                for (var i = 0; i < sends; i++)
                {
                    var begin = Stopwatch.GetTimestamp();
                    await app.Conversations.SendAsync(StoreApp.Room(i % Rooms), StoreApp.User(0), IContestant.Text);
                    times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
                }

                took[which] = Ratios.Median(times);
            }

            if (pair < 0)
                continue;

            ratios.Add(took[1] / took[0]);
            without.Add(took[0]);
        }

        return $"| {store.Name} | {ratios} | {Ratios.Median(without):N1} |";
    }
}
