namespace Conversations.Histories;

/// <summary>One send of one client. A message that is sent again under its id is a further attempt.</summary>
/// <param name="Intent">What was sent.</param>
/// <param name="InvokedAt">The place of the call among all events of the history.</param>
public sealed record Attempt(Intent Intent, long InvokedAt)
{
    /// <summary>Gets the place of the answer among all events of the history; the greatest number = there was none.</summary>
    public long AnsweredAt { get; init; } = long.MaxValue;

    public Answer Answer { get; init; } = new Answer.Unknown();
}
