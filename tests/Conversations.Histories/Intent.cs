namespace Conversations.Histories;

/// <summary>A message that a client wants to send.</summary>
public sealed record Intent(ConversationId ConversationId, MessageId MessageId, UserId SenderId, string Text);
