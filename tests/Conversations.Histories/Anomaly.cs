namespace Conversations.Histories;

/// <summary>One thing that is wrong with a history.</summary>
public sealed record Anomaly(AnomalyKind Kind, ConversationId ConversationId, string What);
