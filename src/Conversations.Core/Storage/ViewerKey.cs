namespace Conversations.Storage;

/// <summary>A user who watches a conversation.</summary>
/// <param name="conversationId">The conversation.</param>
/// <param name="userId">The user.</param>
/// <param name="reacted">The sequences of messages whose reactions by this user are asked for.</param>
public sealed class ViewerKey(ConversationId conversationId, UserId userId, IReadOnlyCollection<long> reacted)
{
    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId => conversationId;

    /// <summary>Gets the user.</summary>
    public UserId UserId => userId;

    /// <summary>Gets the sequences of messages whose reactions by this user are asked for.</summary>
    public IReadOnlyCollection<long> Reacted => reacted;
}
