namespace Conversations.Storage.InMemory;

/// <summary>The place of a conversation among those of a user that have changed.</summary>
/// <param name="At">The time, which lags behind the last change.</param>
/// <param name="Id">The conversation.</param>
/// <param name="EndedBy">The version of the change by which the user ceased to take part, or null if the user takes part.</param>
internal sealed record ChangedPlace(DateTimeOffset At, ConversationId Id, long? EndedBy) : IComparable<ChangedPlace>
{
    public int CompareTo(ChangedPlace? other) => At.CompareTo(other!.At) is not 0 and var byTime ? byTime : Id.CompareTo(other.Id);
}
