namespace Conversations.Storage;

/// <summary>The last notification of a participant.</summary>
/// <param name="from">The sequence of the first message.</param>
/// <param name="upTo">The sequence of the last.</param>
/// <param name="at">Its time.</param>
public sealed class NotifiedState(long from, long upTo, DateTimeOffset at)
{
    /// <summary>Gets the sequence of the first message.</summary>
    public long From => from;

    /// <summary>Gets the sequence of the last.</summary>
    public long UpTo => upTo;

    /// <summary>Gets its time.</summary>
    public DateTimeOffset At => at;
}
