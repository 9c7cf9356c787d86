namespace Conversations.Storage;

/// <summary>Finds out which conversations have changed, and what users see of them. A store whose conversations can be watched implements it.</summary>
public interface IWatchStore : IDeliveryStore
{
    /// <summary>Reads the versions of conversations.</summary>
    /// <remarks>
    /// <para>
    /// 1. The version is that of the last change, also of a conversation that was deleted. A conversation that never existed is left out.
    /// </para>
    /// <para>
    /// Cost: one statement. The rows grow with the ids only.
    /// </para>
    /// </remarks>
    /// <param name="ids">The conversations, each once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions, by conversation.</returns>
    Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default);

    /// <summary>Reads the participants who watch conversations.</summary>
    /// <remarks>
    /// <para>
    /// 1. Each is as of a moment during the call. A user who does not take part, and one in a conversation that does not exist, is null.
    /// </para>
    /// <para>
    /// Cost: one statement. The rows grow with the keys and the messages that they name, not with the participants and the messages of the conversations.
    /// </para>
    /// </remarks>
    /// <param name="keys">The users and conversations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One participant or null per key, in the same order.</returns>
    Task<IReadOnlyList<WatchingViewer?>> ReadViewersAsync(IReadOnlyList<ViewerKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Reads the clock by which changes are dated for watches.</summary>
    /// <remarks>
    /// <para>
    /// 1. It is one clock for all hosts: that of the database.
    /// </para>
    /// <para>
    /// 2. <see cref="IDeliveryStore.PruneAsync"/> forgets what users no longer take part in since longer than <see cref="LogPruning.KeepFor"/>. The call
    /// tells up to when that was forgotten.
    /// </para>
    /// <para>
    /// Cost: one statement.
    /// </para>
    /// </remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The time, and up to when it is no longer known what users were removed from.</returns>
    Task<WatchTime> ReadTimeAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists the conversations of users that have changed since a time, and those that these users no longer take part in.</summary>
    /// <remarks>
    /// <para>
    /// 1. The time of a conversation lags: a change moves it to the time at which it is stored, unless it was moved less than
    /// <see cref="ChangedWindow.MaxLag"/> before. It is moved in the transaction that stores the change.
    /// </para>
    /// <para>
    /// 2. A user who joins finds the conversation at the time of joining, at the latest.
    /// </para>
    /// <para>
    /// 3. A conversation that was deleted, or from which the user was removed, is listed as ended at that time, unless the user takes part again. An
    /// erased user finds none.
    /// </para>
    /// <para>
    /// 4. The list of each user is in the order of time and conversation, and begins after the place of the window.
    /// </para>
    /// <para>
    /// 5. A user who marks the conversation as read or unread finds it at that time, which lags in the same way. The other participants do not.
    /// </para>
    /// <para>
    /// Cost: one statement. The rows grow with the windows and what is listed, not with the conversations of the users.
    /// </para>
    /// </remarks>
    /// <param name="windows">The users, each once, and the place after which to begin.</param>
    /// <param name="limit">The greatest number of conversations of each user, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversations of all users, user by user in any order.</returns>
    Task<IReadOnlyList<ChangedConversation>> ListChangedAsync(
        IReadOnlyList<ChangedWindow> windows, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds out which of some users take part in conversations, and which of them were removed after a version.</summary>
    /// <remarks>
    /// <para>
    /// 1. A user who takes part is given once. A user who was removed, or whose conversation was deleted, is given with the version of that change, if it
    /// is greater than that of the range, unless the user takes part again. All others are left out.
    /// </para>
    /// <para>
    /// 2. The users and the version of a conversation are of one moment.
    /// </para>
    /// <para>
    /// Cost: one statement, and a second one if the users are many and take part in conversations with even more participants. The rows grow with the ranges and, for each of them, with the users or the participants, whichever are fewer.
    /// </para>
    /// </remarks>
    /// <param name="ranges">The conversations, each once, and the version after which a removal is given. The limit of a range does not matter.</param>
    /// <param name="users">The users, each once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The users by conversation, in any order.</returns>
    Task<IReadOnlyList<WatchingMember>> FindMembersAsync(
        IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default);
}
