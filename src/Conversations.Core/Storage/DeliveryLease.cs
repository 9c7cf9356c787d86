namespace Conversations.Storage;

/// <summary>The right of a host to deliver the changes of a conversation to a handler.</summary>
/// <param name="Key">The handler and the conversation.</param>
/// <param name="Fence">The number of the lease, which rises with each lease of the row.</param>
/// <param name="Position">The version up to which the handler has handled the changes.</param>
/// <param name="Attempts">How often the next change was tried without success.</param>
/// <param name="TriedTo">As in the last report.</param>
/// <param name="Aside">As in the last report.</param>
public sealed record DeliveryLease(DeliveryKey Key, long Fence, long Position, int Attempts, long? TriedTo = null, string? Aside = null);
