namespace Conversations.Storage;

/// <summary>The right of a host to deliver the changes of a conversation to a handler.</summary>
public sealed class DeliveryLease(DeliveryKey Key, long Fence, long Position, int Attempts, long? TriedTo = null, string? Aside = null)
{
    /// <summary>Gets the handler and the conversation.</summary>
    public DeliveryKey Key { get; } = Key;

    /// <summary>Gets the number of the lease, which rises with each lease of the row.</summary>
    public long Fence { get; } = Fence;

    /// <summary>Gets the version up to which the handler has handled the changes.</summary>
    public long Position { get; } = Position;

    /// <summary>Gets how often the next change was tried without success.</summary>
    public int Attempts { get; } = Attempts;

    /// <summary>Gets <see cref="DeliveryReport.TriedTo"/> of the last report.</summary>
    public long? TriedTo { get; } = TriedTo;

    /// <summary>Gets <see cref="DeliveryReport.Aside"/> of the last report.</summary>
    public string? Aside { get; } = Aside;
}
