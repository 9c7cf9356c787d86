namespace Conversations.Storage;

/// <summary>Changes with the content that they are delivered with, as of one moment.</summary>
public sealed class DeliveryContent(
    long LogAfter, long UpTo, ChangeSlice Changes, Conversation? Conversation, IReadOnlyDictionary<MessageId, Message> Messages)
{
    /// <summary>Gets the version after which the log begins: changes up to it were removed. It is 0 if nothing was removed.</summary>
    public long LogAfter { get; } = LogAfter;

    /// <summary>Gets the version up to which the log was read: that of the last change at the limit, otherwise that of the conversation.</summary>
    public long UpTo { get; } = UpTo;

    /// <summary>Gets the changes. Of a deleted conversation these are the deletion and what came after it.</summary>
    public ChangeSlice Changes { get; } = Changes;

    /// <summary>Gets the conversation as the app reads it, or null if it does not exist.</summary>
    public Conversation? Conversation { get; } = Conversation;

    /// <summary>Gets the messages that the changes are about, by id. Deleted messages are missing.</summary>
    public IReadOnlyDictionary<MessageId, Message> Messages { get; } = Messages;

    /// <summary>Finds the message that a change is about.</summary>
    /// <param name="change">One of the changes.</param>
    /// <returns>The message, or null if the change is about no message, or the message was deleted.</returns>
    public Message? FindMessage(Change change) => change is MessageChange about ? Messages.GetValueOrDefault(about.MessageId) : null;
}
