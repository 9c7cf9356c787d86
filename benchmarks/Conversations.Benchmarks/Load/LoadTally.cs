using System.Text.Json.Serialization;

namespace Conversations.Benchmarks;

/// <summary>What was done, and how long it took, by operation.</summary>
internal sealed class LoadTally
{
    private static readonly int _operations = Enum.GetValues<Operation>().Length;

    /// <summary>Gets how many of each were done before the time was over.</summary>
    [JsonInclude]
    internal int[] Done { get; private set; } = new int[_operations];

    /// <summary>Gets the microseconds of each that began before the time was over.</summary>
    [JsonInclude]
    internal List<int>[] Latencies { get; private set; } = [.. Enumerable.Range(0, _operations).Select(_ => new List<int>())];

    internal void Add(Operation operation, TimeSpan taken, bool isInTime)
    {
        Latencies[(int)operation].Add((int)taken.TotalMicroseconds);
        Done[(int)operation] += isInTime ? 1 : 0;
    }

    internal static LoadTally Merge(IReadOnlyCollection<LoadTally> tallies) => new()
    {
        Done = [.. Enumerable.Range(0, _operations).Select(one => tallies.Sum(tally => tally.Done[one]))],
        Latencies = [.. Enumerable.Range(0, _operations).Select(one => tallies.SelectMany(tally => tally.Latencies[one]).ToList())],
    };
}
