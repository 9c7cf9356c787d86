using System.Text;

namespace Conversations.Storage;

/// <summary>Changes of a conversation that are to be delivered.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="After">The version after which to begin.</param>
/// <param name="Limit">The greatest number of changes, at least 1.</param>
/// <param name="MessagesOf">The types of the changes whose messages are read, or null for all.</param>
public readonly record struct DeliveryRange(ConversationId ConversationId, long After, int Limit, IReadOnlyCollection<Type>? MessagesOf = null)
{
    /// <summary>Tells whether the message that a change is about is read.</summary>
    /// <param name="change">The change.</param>
    /// <returns>True if it is about a message, and its kind is asked for.</returns>
    public bool ReadsMessageOf(Change change) => change is MessageChange && (MessagesOf?.Contains(change.GetType()) ?? true);

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(ConversationId), ConversationId),
        (nameof(After), After),
        (nameof(Limit), Limit),
        (nameof(MessagesOf), Printed.List(MessagesOf?.Select(type => type.Name))));
}
