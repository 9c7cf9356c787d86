namespace Conversations;

/// <summary>Changes that were removed from the logs before a handler had handled them.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="First">The least id of the conversations of which changes were lost.</param>
/// <param name="Last">The greatest id of these conversations.</param>
/// <param name="At">When the loss was last found.</param>
public sealed record LostChanges(long Count, ConversationId First, ConversationId Last, DateTimeOffset At);
