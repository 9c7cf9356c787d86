using BenchmarkDotNet.Mathematics;

namespace Conversations.Benchmarks;

/// <summary>The number of senders that send at the same time, and the number of conversations that they send to.</summary>
internal sealed record Load(string Name, int Senders, int Rooms);

/// <summary>The results of each contestant, round by round.</summary>
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

    /// <summary>Returns the median and the 99th percentile of the latencies of each contestant, in milliseconds.</summary>
    internal string[] Quantiles() => [.. Latencies.Select(Quantiles)];

    /// <summary>Returns the sends per second of the first contestant divided by those of this contestant, each in its best round.</summary>
    internal double Ratio(int contestant) => _rounds[0].Max() / _rounds[contestant].Max();

    private static string Quantiles(List<double> latencies)
    {
        var statistics = new Statistics(latencies);
        return $"{statistics.Median:N2} / {statistics.Percentiles.Percentile(99):N2}";
    }
}
