namespace Conversations.Benchmarks;

/// <summary>How many send at once, to how many conversations.</summary>
internal sealed record Load(string Name, int Senders, int Rooms);

/// <summary>What each contestant did, round by round.</summary>
internal sealed class SendResults(Load load, string[] names)
{
    private readonly List<double>[] _rounds = [.. names.Select(_ => new List<double>())];

    internal Load Load => load;

    internal string[] Names => names;

    internal List<double>[] Latencies { get; } = [.. names.Select(_ => new List<double>())];

    internal double[] PerSecond => [.. _rounds.Select(rounds => rounds.Max())];

    internal void Add(int contestant, double perSecond, List<double> latencies)
    {
        _rounds[contestant].Add(perSecond);
        Latencies[contestant].AddRange(latencies);
    }

    /// <summary>Gives the median and the 99th percentile of each, in milliseconds.</summary>
    internal string[] Quantiles() => [.. Latencies.Select(Quantiles)];

    /// <summary>Gives how many times as many the first one sent in its best round.</summary>
    internal double Ratio(int contestant) => _rounds[0].Max() / _rounds[contestant].Max();

    private static string Quantiles(List<double> latencies)
    {
        latencies.Sort();
        return $"{latencies[latencies.Count / 2]:N2} / {latencies[latencies.Count * 99 / 100]:N2}";
    }
}
