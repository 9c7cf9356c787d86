namespace Conversations;

/// <summary>A change that is about one message.</summary>
public abstract record MessageChange : Change
{
    private protected MessageChange()
    {
    }

    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets the message's place in the conversation. 0 until a store gives it.</summary>
    public long Sequence { get; init; }
}
