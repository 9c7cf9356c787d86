using System.Text;

namespace Conversations.Storage;

/// <summary>Changes with the content that they are delivered with, as of one moment.</summary>
/// <param name="LogAfter">The version after which the log begins: changes up to it were removed. It is 0 if nothing was removed.</param>
/// <param name="UpTo">Up to which version the log was read: that of the last change at the limit, otherwise that of the conversation.</param>
/// <param name="Changes">The changes. Of a deleted conversation these are the deletion and what came after it.</param>
/// <param name="Conversation">The conversation as the app reads it, or null if it does not exist.</param>
/// <param name="Messages">The messages that the changes are about, by id. Deleted messages are missing.</param>
public sealed record DeliveryContent(
    long LogAfter, long UpTo, ChangeSlice Changes, Conversation? Conversation, IReadOnlyDictionary<MessageId, Message> Messages)
{
    /// <summary>Finds the message that a change is about.</summary>
    /// <param name="change">One of the changes.</param>
    /// <returns>The message, or null if the change is about no message, or the message was deleted.</returns>
    public Message? FindMessage(Change change) => change is MessageChange about ? Messages.GetValueOrDefault(about.MessageId) : null;

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(LogAfter), LogAfter),
        (nameof(UpTo), UpTo),
        (nameof(Changes), Changes),
        (nameof(Conversation), Conversation),
        (nameof(Messages), Printed.List(Messages)));
}
