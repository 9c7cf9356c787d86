namespace Conversations.Benchmarks;

/// <summary>The results of one host. The host writes them to its output, and its history after them.</summary>
/// <param name="Tally">The calls of its callers in the measured time.</param>
/// <param name="Batches">The number of batches in that time, by size.</param>
/// <param name="Errors">The number of errors that callers got instead of a result, by kind, with those of the warm-up.</param>
internal sealed record LoadResult(LoadTally Tally, IReadOnlyDictionary<int, long> Batches, IReadOnlyDictionary<string, int> Errors);
