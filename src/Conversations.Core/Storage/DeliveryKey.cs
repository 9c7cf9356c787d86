namespace Conversations.Storage;

/// <summary>A handler and a conversation.</summary>
/// <param name="Handler">The name of the handler.</param>
/// <param name="ConversationId">The conversation.</param>
public readonly record struct DeliveryKey(string Handler, ConversationId ConversationId);
