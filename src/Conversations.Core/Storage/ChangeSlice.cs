namespace Conversations.Storage;

/// <summary>A run of a conversation's log.</summary>
/// <param name="Changes">The changes in the order of their versions, without gaps.</param>
/// <param name="IsPruned">Whether changes directly after the version asked for are no longer kept, so that the run is not complete.</param>
public sealed record ChangeSlice(IReadOnlyList<Change> Changes, bool IsPruned);
