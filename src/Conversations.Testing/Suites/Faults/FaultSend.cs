namespace Conversations.Testing;

/// <summary>A message that was sent through faults.</summary>
/// <param name="Room">The conversation.</param>
/// <param name="Id">The id of the message.</param>
/// <param name="Text">The text.</param>
/// <param name="Sequence">The sequence with which the send was acknowledged, or null if its only attempt said that nothing was written.</param>
internal sealed record FaultSend(ConversationId Room, MessageId Id, string Text, long? Sequence);
