namespace Conversations;

/// <summary>That a user takes part in a conversation, or once did.</summary>
/// <param name="Participant">The place they have, or had at the end.</param>
/// <param name="EndedAt">When they left or were removed, UTC in whole milliseconds; null = they take part.</param>
/// <param name="EndedByApp">Whether the app removed them; false = they left by themselves, or take part.</param>
public sealed record Membership(Participant Participant, DateTimeOffset? EndedAt = null, bool EndedByApp = false)
{
    /// <summary>Gets whether the user takes part now.</summary>
    public bool IsPresent => EndedAt is null;
}
