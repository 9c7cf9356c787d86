namespace Quickstart.Import;

/// <summary>Counts how often each of some texts came.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    internal long Total { get; private set; }

    internal long this[string text] => _counts.GetValueOrDefault(text);

    /// <summary>Gets all of them, the most frequent first, then by text.</summary>
    internal IEnumerable<(string Text, long Count)> Largest => _counts
        .Select(entry => (Text: entry.Key, Count: entry.Value))
        .OrderByDescending(entry => entry.Count)
        .ThenBy(entry => entry.Text, StringComparer.Ordinal);

    internal void Add(string text)
    {
        _counts[text] = this[text] + 1;
        Total++;
    }
}
