using System.Collections.ObjectModel;

namespace Conversations;

/// <summary>A change that is delivered, with the content that it is about, which is read directly before: the handler is called at most a second after the reading has ended.</summary>
/// <typeparam name="TChange">The kind of change.</typeparam>
/// <param name="Change">The change, as it is in the log.</param>
/// <param name="DeliveryId">
/// The id of this delivery: 32 hexadecimal characters, the same at each attempt, and for no other handler or change. Use it as the
/// idempotency key.
/// </param>
/// <param name="Attempt">The number of the attempt; 1 is the first.</param>
public sealed record ChangeContext<TChange>(TChange Change, string DeliveryId, int Attempt)
    where TChange : Change
{
    /// <summary>Gets the conversation, or null if it does not exist any more.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>Gets the message that the change is about, or null if the change is about no message, or the message was deleted.</summary>
    public Message? Message { get; init; }

    /// <summary>
    /// Gets the users whom the change names and the sender of the message, by id. Users who are not known are missing.
    /// </summary>
    public IReadOnlyDictionary<UserId, User> Users { get; init; } = ReadOnlyDictionary<UserId, User>.Empty;
}
