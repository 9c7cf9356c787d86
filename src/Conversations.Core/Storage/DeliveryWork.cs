namespace Conversations.Storage;

/// <summary>What there is to do.</summary>
public sealed class DeliveryWork(IReadOnlyList<DeliveryKey> Keys, IReadOnlyList<ConversationId> Done)
{
    /// <summary>Gets the handlers and the conversations in which they are behind.</summary>
    public IReadOnlyList<DeliveryKey> Keys { get; } = Keys;

    /// <summary>
    /// Gets the conversations with a mark in which none of the handlers has something to do, and of which no living host has leased a row.
    /// </summary>
    public IReadOnlyList<ConversationId> Done { get; } = Done;
}
