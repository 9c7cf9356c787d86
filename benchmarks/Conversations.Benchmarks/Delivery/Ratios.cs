using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Mathematics;

namespace Conversations.Benchmarks;

/// <summary>The ratios of pairs of measurements.</summary>
internal sealed class Ratios
{
    private const int Resamples = 10_000;
    private const double Tail = 0.025;
    private readonly List<double> _ratios = [];

    internal void Add(double ratio) => _ratios.Add(ratio);

    /// <summary>Returns the median with its 95 % bootstrap interval.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "The random numbers only choose samples.")]
    public override string ToString()
    {
        // The seed is fixed, so the same measurements give the same interval.
        var random = new Random(1);
        double[] medians = [.. Enumerable.Range(0, Resamples).Select(_ => Median([.. random.GetItems(_ratios.ToArray(), _ratios.Count)])).Order()];
        return $"{Median(_ratios):N3}× ({medians[(int)(Tail * Resamples)]:N3} to {medians[(int)((1 - Tail) * Resamples)]:N3})";
    }

    internal static double Median(IReadOnlyCollection<double> values) => new Statistics(values).Median;
}
