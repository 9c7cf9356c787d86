namespace Conversations.Storage;

/// <summary>Changes of a conversation that are to be delivered.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="After">The version after which to begin.</param>
/// <param name="Limit">The greatest number of changes, at least 1.</param>
public readonly record struct DeliveryRange(ConversationId ConversationId, long After, int Limit);
