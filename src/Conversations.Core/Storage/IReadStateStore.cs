namespace Conversations.Storage;

/// <summary>Keeps how far each user has read.</summary>
/// <remarks>
/// <para>
/// 1. Every method has one moment and one effect: it checks that the user takes part, writes, and reads the state without a change by others
/// in between. A store does that by one statement, or by several in one transaction. If the user does not take part, the method returns
/// null and writes nothing.
/// </para>
/// <para>2. The writes change one row; they raise no version and add no change to the log.</para>
/// </remarks>
public interface IReadStateStore
{
    /// <summary>Marks a conversation as read for a user up to a sequence.</summary>
    /// <remarks>
    /// <para>
    /// 1. The read position moves forward, never back, and not beyond the last sequence, whatever the user sees. The mark as unread is cleared.
    /// </para>
    /// <para>
    /// Cost: the rows grow with the deleted messages after the read position, not with the other messages, the participants and the
    /// conversations.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="upTo">The sequence up to which the user has read, 0 or more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards, or null if the user does not take part.</returns>
    Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Marks a conversation as unread for a user.</summary>
    /// <remarks>
    /// <para>1. The mark stays until the user marks the conversation as read or sends to it. The read position stays as it is.</para>
    /// <para>
    /// Cost: as of <see cref="MarkAsReadAsync"/>.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state afterwards, or null if the user does not take part.</returns>
    Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Reads how far a user has read.</summary>
    /// <remarks>
    /// <para>
    /// 1. The unread count is the number of messages after the read position that exist and that the user sees, regardless of the sender. That is
    /// the last sequence, less the read position or the last hidden sequence, whichever is greater, less the deleted messages after it.
    /// </para>
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
    /// <remarks>
    /// <para>1. Only those who take part count, and the viewer sees the position whatever the viewer sees of the messages.</para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sequence, or null if the conversation does not exist or the viewer does not take part.</returns>
    Task<long?> FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default);
}
