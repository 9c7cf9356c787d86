namespace Conversations.Storage;

/// <summary>Consecutive changes of a conversation's log.</summary>
public sealed class ChangeSlice(IReadOnlyList<Change> Changes, bool IsPruned)
{
    /// <summary>Gets the changes in the order of their versions, without gaps.</summary>
    public IReadOnlyList<Change> Changes { get; } = Changes;

    /// <summary>Gets whether changes directly after the requested version are no longer kept, so that the slice is not complete.</summary>
    public bool IsPruned { get; } = IsPruned;
}
