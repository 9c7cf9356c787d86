namespace Conversations.Decisions;

/// <summary>What is stored about a notification on the row of its participant.</summary>
public sealed class NotifiedWrite(long From, long Previous)
{
    /// <summary>Gets the sequence of the first missed message.</summary>
    public long From { get; } = From;

    /// <summary>Gets the expected <see cref="Storage.NotifiedState.UpTo"/>; 0 if there was no notification.</summary>
    public long Previous { get; } = Previous;
}
