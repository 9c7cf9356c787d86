namespace Conversations.Decisions;

/// <summary>From which message on a participant sees a conversation. The store resolves it at the commit, under the lock of the conversation.</summary>
/// <param name="AtLeast">The sequence before which nothing is visible, 1 or more; 1 for no such bound.</param>
/// <param name="LastCount">How many of the sequence numbers that exist at the commit are visible; null for all, 0 for none.</param>
public readonly record struct HistoryStart(long AtLeast, long? LastCount = null)
{
    /// <summary>Returns the first visible sequence.</summary>
    /// <param name="lastSequence">The last sequence of the conversation at the commit.</param>
    /// <returns>The sequence, at least 1.</returns>
    public long Resolve(long lastSequence) => Math.Max(Math.Max(AtLeast, 1), LastCount is { } count ? lastSequence + 1 - count : 1);

    /// <summary>Gets whether nothing is hidden, whatever the last sequence is.</summary>
    internal bool IsAll => AtLeast <= 1 && LastCount is null;

    internal static HistoryStart Of(History? history) => new(1, (history ?? History.All).Count);

    /// <summary>Returns the start that resolves to the later of two sequences, whatever the last sequence is.</summary>
    internal static HistoryStart Later(HistoryStart one, HistoryStart other) =>
        new(Math.Max(one.AtLeast, other.AtLeast), Fewer(one.LastCount, other.LastCount));

    private static long? Fewer(long? one, long? other) => one < other || other is null ? one : other;
}
