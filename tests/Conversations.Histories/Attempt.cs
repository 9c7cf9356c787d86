namespace Conversations.Histories;

/// <summary>One send by one client. A client that sends a message again with the same id makes a further attempt.</summary>
/// <param name="Intent">What was sent.</param>
/// <param name="InvokedAt">The position of the call among all events of the history.</param>
public sealed record Attempt(Intent Intent, long InvokedAt)
{
    /// <summary>Gets the position of the answer among all events of the history, or <see cref="long.MaxValue"/> if none came.</summary>
    public long AnsweredAt { get; init; } = long.MaxValue;

    public Answer Answer { get; init; } = new Answer.Unknown();
}
