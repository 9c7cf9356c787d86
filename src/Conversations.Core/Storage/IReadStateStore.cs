namespace Conversations.Storage;

/// <summary>Keeps how far each user has read. These writes change one row; they raise no version and add no change to the log.</summary>
/// <remarks>
/// Every method has one moment and one effect: it checks that the user takes part, writes, and reads the state without a change by others
/// in between. A store does that by one statement, or by several in one transaction. If the user does not take part, the method returns
/// null and writes nothing.
/// </remarks>
public interface IReadStateStore
{
    /// <summary>Moves a user's read position forward, never back, and clears the user's mark as unread.</summary>
    /// <remarks>
    /// <para>
    /// Cost: the rows grow with the deleted messages after the read position, not with the other messages, the participants and the
    /// conversations.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="upTo">The sequence up to which the user has read, 0 or more. A sequence after the last one counts as the last.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards, or null if the user does not take part.</returns>
    Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as unread for a user, until the user marks it as read or sends to it.</summary>
    /// <remarks>
    /// <para>
    /// Cost: as of <see cref="MarkAsReadAsync"/>.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards, or null if the user does not take part.</returns>
    Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads how far a user has read: the unread count is the last sequence, less the read position, less the number of deleted messages
    /// after the read position.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Cost: as of <see cref="MarkAsReadAsync"/>.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state, or null if the user does not take part.</returns>
    Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Reads the lowest read position of all participants.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sequence, or null if the conversation does not exist or the viewer does not take part.</returns>
    Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default);
}
