using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>Finds and replaces everything that is stored about one user in conversations.</summary>
public interface IPersonalDataStore
{
    /// <summary>Stores that the erasure of a user has begun.</summary>
    /// <remarks>
    /// <para>1. If an erasure of the user is stored already, it stays as it is and is returned; otherwise the given one is.</para>
    /// </remarks>
    /// <param name="erasure">The erasure as the caller wants it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The erasure that is stored: the given one, or the earlier one if an erasure of this user was interrupted.</returns>
    Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default);

    /// <summary>Removes the stored erasure of a user.</summary>
    /// <remarks>
    /// <para>1. The call succeeds also if no erasure of the user is stored. The next erasure of the user is another one.</para>
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the erasure is removed.</returns>
    Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Reads the ids of the conversations that hold anything about a user, in order. It may scan.</summary>
    /// <remarks>
    /// <para>
    /// 1. Each of these is a trace: a membership, also an ended one; a message or a deleted message that the user sent; a reaction; a
    /// change in the log that names the user, also of a deleted conversation; a mention in the text of a message, the subject or a
    /// welcome message (<see cref="MentionTraces"/>); and that the user no longer takes part, also in a deleted conversation
    /// (<see cref="IWatchStore.ListChangedAsync"/>).
    /// </para>
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="after">The id after which the page begins, or null to begin with the first.</param>
    /// <param name="limit">The greatest number of ids, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ids of the conversations.</returns>
    Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads a user's reactions in a conversation.</summary>
    /// <remarks>
    /// <para>1. They are ordered by <see cref="Reactor.Version"/>. There are none if the conversation does not exist.</para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="afterVersion">The version after which the page begins; 0 begins with the first reaction.</param>
    /// <param name="limit">The greatest number of reactions, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reactions; empty if there are none.</returns>
    Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default);

    /// <summary>Replaces the content of messages, of each only if it still has the expected revision.</summary>
    /// <remarks>
    /// <para>
    /// 1. A message with another revision keeps its content; the store still rewrites the others, and returns false. A message that was deleted
    /// or never existed is passed over.
    /// </para>
    /// <para>
    /// 2. A rewrite is not an edit: version, revision, time of edit and log stay as they are.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="rewrites">The messages and their new content.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// False if a message had another revision, so that the caller must read again. Otherwise true, also if the conversation does
    /// not exist.
    /// </returns>
    Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default);

    /// <summary>Deletes a bounded number of the messages that a user sent.</summary>
    /// <remarks>
    /// <para>
    /// 1. Each message is deleted by a change of its own: a <see cref="MessageDeleted"/> that the app made. The result is that of one commit for
    /// each message, in the order of the sequences, but the store writes them together.
    /// </para>
    /// <para>
    /// Cost: one call deletes at most 1,000 messages.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation. If it does not exist, there is nothing to delete.</param>
    /// <param name="senderId">The user who sent the messages.</param>
    /// <param name="after">The sequence after which to begin: <see cref="DeletedUpTo.Sequence"/> of the call before; 0 begins with the first.</param>
    /// <param name="upTo">The greatest sequence to delete, inclusive.</param>
    /// <param name="at">The time of the changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many messages were deleted, and up to where. The count is 0 if no such message is left.</returns>
    Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Replaces a user by another id in a bounded number of rows of a conversation.</summary>
    /// <remarks>
    /// <para>
    /// 1. Only what was stored up to the version <paramref name="upTo"/> is replaced: messages that were sent, reactions that were added
    /// and changes that were made by then. A user who has the id afterwards is another person, whose rows keep it. An ended membership stays
    /// if a later change in the log is about the membership of the user.
    /// </para>
    /// <para>
    /// 2. The replacement may have rows already, because an earlier call was interrupted. What cannot exist twice is merged: of two equal
    /// reactions to a message, the one with the lower version stays. A membership of the replacement stays as it is.
    /// </para>
    /// <para>
    /// 3. A store may replace the user in all rows at once and return null. Rows of a deleted conversation that are not purged yet
    /// name the user too; the store may remove them instead.
    /// </para>
    /// <para>
    /// 4. The user is replaced as the sender of messages and of deleted messages, in reactions and in the log. An ended membership is removed,
    /// and watches no longer find that it ended; the row of a user who takes part stays as it is. Nothing else changes: no version, no time and no order.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation, which may be a deleted one.</param>
    /// <param name="userId">The user.</param>
    /// <param name="replacement">The id that takes the place of the user's id.</param>
    /// <param name="upTo">The version of the last change that is replaced.</param>
    /// <param name="from">The position that the call before returned, or default to begin.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The position from which to continue, or null if no row is left. An erasure that was interrupted begins at default again.</returns>
    Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default);
}
