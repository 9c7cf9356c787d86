namespace Conversations;

/// <summary>What decisions depend on besides the conversation.</summary>
/// <param name="Now">The time, UTC in whole milliseconds.</param>
/// <param name="Limits">The limits of the app.</param>
public readonly record struct DecisionContext(DateTimeOffset Now, ConversationLimits Limits);
