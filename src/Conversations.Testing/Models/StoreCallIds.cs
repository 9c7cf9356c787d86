namespace Conversations.Testing;

/// <summary>What the calls of <see cref="StoreCalls"/> are about. The user takes part and sent the message; the other user is stored.</summary>
internal sealed record StoreCallIds(ConversationId Conversation, Message Message, UserId User, UserId Other, DateTimeOffset Now);
