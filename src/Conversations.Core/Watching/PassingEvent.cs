namespace Conversations;

/// <summary>The key of something that is told to watches and not stored. Of several with the same key, only the newest counts.</summary>
/// <param name="Kind">What is told.</param>
/// <param name="ConversationId">The conversation; <c>default</c> if a user came online or went offline.</param>
/// <param name="UserId">The user.</param>
internal readonly record struct PassingEvent(PassingKind Kind, ConversationId ConversationId, UserId UserId);
