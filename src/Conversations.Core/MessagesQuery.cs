using System.Globalization;

namespace Conversations;

/// <summary>Which messages to list, by sequence. At most one of the three may be set, and a cursor holds for the same one only.</summary>
public sealed record MessagesQuery
{
    /// <summary>Gets the sequence before which to list, the newest first; null = not so. <see cref="long.MaxValue"/> = from the end.</summary>
    public long? Before { get; init; }

    /// <summary>Gets the sequence after which to list, the oldest first; null = not so. 0 = from the beginning.</summary>
    public long? After { get; init; }

    /// <summary>
    /// Gets the sequence around which the first page lies, half of it before, the oldest first; null = not so. The pages that follow
    /// go on towards the newest.
    /// </summary>
    public long? Around { get; init; }

    /// <summary>Gets a text that differs where the list does; it ties a cursor to the list that it is of.</summary>
    internal string Text => string.Create(CultureInfo.InvariantCulture, $"{Before ?? long.MaxValue},{After},{Around}");

    internal void Check()
    {
        if ((Before is not null ? 1 : 0) + (After is not null ? 1 : 0) + (Around is not null ? 1 : 0) > 1)
            throw new ArgumentException("Only one of Before, After and Around may be set.", "query");

        if (Before < 0 || After < 0 || Around < 0)
            throw new ArgumentOutOfRangeException("query", "A sequence must be 0 or more.");
    }
}
