namespace Conversations.Storage;

/// <summary>A place in an inbox.</summary>
/// <param name="ActiveAt">The activity of the entry there.</param>
/// <param name="Id">The conversation of the entry there.</param>
public readonly record struct InboxPlace(DateTimeOffset ActiveAt, ConversationId Id) : IComparable<InboxPlace>
{
    /// <summary>Compares by the order of an inbox: the most recently active first, then by conversation id.</summary>
    /// <param name="other">The place to compare with.</param>
    /// <returns>Less than 0 where this one comes first.</returns>
    public int CompareTo(InboxPlace other) =>
        other.ActiveAt.CompareTo(ActiveAt) is not 0 and var byTime ? byTime : Id.CompareTo(other.Id);

    /// <summary>Tells whether one comes before the other.</summary>
    public static bool operator <(InboxPlace left, InboxPlace right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether one comes before the other or is the same.</summary>
    public static bool operator <=(InboxPlace left, InboxPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether one comes after the other.</summary>
    public static bool operator >(InboxPlace left, InboxPlace right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether one comes after the other or is the same.</summary>
    public static bool operator >=(InboxPlace left, InboxPlace right) => left.CompareTo(right) >= 0;
}
