namespace Conversations.Storage.InMemory;

/// <summary>The place of a conversation among those of a user that have changed.</summary>
/// <param name="at">The time, which lags behind the last change.</param>
/// <param name="id">The conversation.</param>
/// <param name="endedBy">The version of the change by which the user ceased to take part, or null if the user takes part.</param>
internal sealed class ChangedPlace(DateTimeOffset at, ConversationId id, long? endedBy) : IComparable<ChangedPlace>
{
    internal DateTimeOffset At => at;

    internal ConversationId Id => id;

    internal long? EndedBy => endedBy;

    public int CompareTo(ChangedPlace? other) => At.CompareTo(other!.At) is not 0 and var byTime ? byTime : Id.CompareTo(other.Id);
}
