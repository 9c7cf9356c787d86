using System.Text.Json.Serialization;

namespace Conversations.Benchmarks;

/// <summary>Counts successful calls and keeps their latencies, by operation.</summary>
internal sealed class LoadTally
{
    private static readonly int _operations = Enum.GetValues<Operation>().Length;

    /// <summary>Gets the number of successful calls of each operation that returned before the end of the measured time.</summary>
    [JsonInclude]
    internal int[] Done { get; private set; } = new int[_operations];

    /// <summary>
    /// Gets the latencies of each operation in microseconds, for all successful
    /// calls that began before the end of the measured time.
    /// </summary>
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
