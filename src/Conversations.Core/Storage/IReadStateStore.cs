namespace Conversations.Storage;

/// <summary>Keeps how far users have read: one row each, and no version, no change in the log.</summary>
/// <remarks>Every method is one statement. For a user who does not take part at that moment it answers null and writes nothing.</remarks>
public interface IReadStateStore
{
    /// <summary>Moves a user's read position forward, never back, and clears their mark as unread.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="upTo">The sequence up to which they have read, 0 or more; past the last one it counts as the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state afterwards; null = the user does not take part.</returns>
    Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as unread for a user, until they next mark it as read or send to it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state afterwards; null = the user does not take part.</returns>
    Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Reads how far a user has read, without a scan of messages: last sequence − read position − deleted ones after it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state; null = the user does not take part.</returns>
    Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Reads the lowest read position of all who take part.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sequence; null = the conversation does not exist, or not for the viewer.</returns>
    Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default);
}
