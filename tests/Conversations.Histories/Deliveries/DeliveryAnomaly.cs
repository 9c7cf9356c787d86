namespace Conversations.Histories.Deliveries;

/// <summary>One error in a history of deliveries.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Handler">The handler.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="What">A sentence that describes it.</param>
public sealed record DeliveryAnomaly(DeliveryAnomalyKind Kind, string Handler, ConversationId ConversationId, string What);
