namespace Conversations.Storage;

/// <summary>The last notification of a participant.</summary>
/// <param name="From">The sequence of the first message.</param>
/// <param name="UpTo">The sequence of the last.</param>
/// <param name="At">Its time.</param>
public sealed record NotifiedState(long From, long UpTo, DateTimeOffset At);
