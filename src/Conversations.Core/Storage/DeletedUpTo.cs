using System.Diagnostics.CodeAnalysis;

namespace Conversations.Storage;

/// <summary>What one call of <see cref="IPersonalDataStore.DeleteMessagesOfAsync"/> deleted.</summary>
/// <param name="count">The number of messages; 0 if none is left.</param>
/// <param name="sequence">The sequence of the last of them, after which the next call begins.</param>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares these.")]
public readonly struct DeletedUpTo(int count, long sequence)
{
    /// <summary>Gets the number of messages; 0 if none is left.</summary>
    public int Count { get; } = count;

    /// <summary>Gets the sequence of the last of them, after which the next call begins.</summary>
    public long Sequence { get; } = sequence;
}
