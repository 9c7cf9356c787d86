namespace Conversations.Storage;

/// <summary>The last notification of a participant.</summary>
/// <param name="From">The sequence of the first message that it was about.</param>
/// <param name="UpTo">The sequence of the last one.</param>
/// <param name="At">When it was triggered.</param>
public sealed record NotifiedState(long From, long UpTo, DateTimeOffset At);
