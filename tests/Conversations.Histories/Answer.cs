namespace Conversations.Histories;

/// <summary>The result of a send, as the client got it.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The message is stored.</summary>
    /// <param name="Sequence">The sequence number that it got.</param>
    /// <param name="CreatedAt">The time that it got.</param>
    /// <param name="Created">Whether this send stored the message, and no earlier one.</param>
    public sealed record Ok(long Sequence, DateTimeOffset CreatedAt, bool Created) : Answer;

    /// <summary>The send failed, and nothing was written.</summary>
    public sealed record Failed : Answer;

    /// <summary>The client does not know whether the message is stored, for example because it was killed before the answer came.</summary>
    public sealed record Unknown : Answer;
}
