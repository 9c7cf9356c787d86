namespace Conversations;

/// <summary>Represents a change of a conversation that is watched, with the message that it is about.</summary>
/// <param name="Change">The change, as it is in the log.</param>
public sealed record WatchedChange(Change Change) : WatchEvent
{
    /// <inheritdoc/>
    public override ConversationId ConversationId => Change.ConversationId;

    /// <summary>
    /// Gets the message as it was when the change was read, or null if the change is about no message, or the message was deleted meanwhile.
    /// </summary>
    public Message? Message { get; init; }
}
