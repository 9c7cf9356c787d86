namespace Conversations.Decisions;

/// <summary>The time and the options, on which decisions depend besides the conversation.</summary>
/// <param name="Now">The present time, UTC in whole milliseconds.</param>
/// <param name="Limits">The limits of the app.</param>
/// <param name="JoinHistory">How much of the past a user sees if a session adds them for the first time and the call does not say it.</param>
public readonly record struct DecisionContext(DateTimeOffset Now, ConversationLimits Limits, History JoinHistory = default);
