namespace Conversations.Histories;

/// <summary>What a client wants to be sent.</summary>
public sealed record Intent(ConversationId ConversationId, MessageId MessageId, UserId SenderId, string Text);
