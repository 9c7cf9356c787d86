namespace Conversations.Benchmarks;

/// <summary>What one host found; it writes it to its output, and its history after it.</summary>
/// <param name="Tally">What its callers did in the measured time.</param>
/// <param name="Batches">How many batches there were of each size in that time.</param>
/// <param name="Errors">What callers were told instead of a result, warm-up included, by kind.</param>
internal sealed record LoadResult(LoadTally Tally, IReadOnlyDictionary<int, long> Batches, IReadOnlyDictionary<string, int> Errors);
