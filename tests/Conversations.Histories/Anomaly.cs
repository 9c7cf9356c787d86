namespace Conversations.Histories;

/// <summary>One error in a history.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="ConversationId">The conversation in which it was found.</param>
/// <param name="What">A sentence that describes it.</param>
public sealed record Anomaly(AnomalyKind Kind, ConversationId ConversationId, string What);
