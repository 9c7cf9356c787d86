namespace Quickstart.Import;

/// <summary>Counts how often each text was added.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    internal long Total { get; private set; }

    /// <summary>Gets all texts with their counts, the most frequent text first. Texts with the same count are in ordinal order.</summary>
    internal IEnumerable<(string Text, long Count)> Largest => _counts
        .Select(entry => (Text: entry.Key, Count: entry.Value))
        .OrderByDescending(entry => entry.Count)
        .ThenBy(entry => entry.Text, StringComparer.Ordinal);

    internal void Add(string text)
    {
        _counts[text] = _counts.GetValueOrDefault(text) + 1;
        Total++;
    }
}
