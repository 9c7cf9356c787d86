using System.Text;

namespace Conversations.Storage;

/// <summary>A place in a user's inbox.</summary>
/// <param name="ActiveAt">The activity of the entry at this place.</param>
/// <param name="Id">The conversation of the entry at this place.</param>
public readonly record struct InboxPlace(DateTimeOffset ActiveAt, ConversationId Id) : IComparable<InboxPlace>
{
    /// <summary>Returns the place of a conversation in the inbox of a participant.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="lastActivityAt">The last activity in the conversation, or null if there was none.</param>
    /// <param name="joinedAt">When the participant joined.</param>
    /// <returns>The place: the later of the two times, then the id.</returns>
    public static InboxPlace Of(ConversationId id, DateTimeOffset? lastActivityAt, DateTimeOffset joinedAt) =>
        new(lastActivityAt > joinedAt ? lastActivityAt.Value : joinedAt, id);

    /// <summary>Compares by the order of an inbox: the most recently active first, then by conversation id.</summary>
    /// <param name="other">The place to compare with.</param>
    /// <returns>A number less than 0 if this place comes first, 0 if both are the same, otherwise a number greater than 0.</returns>
    public int CompareTo(InboxPlace other) =>
        other.ActiveAt.CompareTo(ActiveAt) is not 0 and var byTime ? byTime : Id.CompareTo(other.Id);

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "ActiveAt = {0}, Id = {1}",
        ActiveAt, Id);

    /// <summary>Tells whether the left place comes before the right one.</summary>
    public static bool operator <(InboxPlace left, InboxPlace right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the left place comes before the right one or is the same.</summary>
    public static bool operator <=(InboxPlace left, InboxPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the left place comes after the right one.</summary>
    public static bool operator >(InboxPlace left, InboxPlace right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the left place comes after the right one or is the same.</summary>
    public static bool operator >=(InboxPlace left, InboxPlace right) => left.CompareTo(right) >= 0;
}
