namespace Conversations.Storage;

/// <summary>Keeps conversations. What a store must do is written here; <c>Conversations.Testing</c> proves that it does.</summary>
/// <remarks>
/// <para>A store decides nothing. It is given commits that were decided, and checks only that what they relied on still holds.</para>
/// <para>
/// 1. What a store is given is valid: ids, texts and limits were checked at the edge of the library, and times are whole
/// milliseconds. It keeps them as they are: nothing is trimmed, folded or normalised.
/// 2. Ids are equal if they are the same characters, and are ordered by code point, which is the order of their UTF-8 bytes.
/// 3. Every method may be called by any number of callers at once.
/// 4. A read with a viewer answers only if that user takes part at that moment, which the statement that reads checks itself;
/// else it answers as for a conversation that does not exist: with null.
/// 5. A cancelled call throws <see cref="OperationCanceledException"/>, and, unless the commit was already sent, has written nothing.
/// 6. A store that cannot serve throws <see cref="StorageException"/>; no error of a driver reaches the caller bare.
/// </para>
/// </remarks>
public interface IConversationStore : IReadStateStore, IInboxStore, IUserStore, IPersonalDataStore
{
    /// <summary>Stores commits, each as a whole or not at all, in the order given where they concern one conversation.</summary>
    /// <remarks>
    /// <para>
    /// 1. One commit: its rows, its change in the log and the counters of its conversation are written at once or not at all.
    /// 2. A commit that is stale, exists already or fails takes no other with it.
    /// 3. Stale, and nothing written, where its <see cref="Commit.Basis"/> no longer holds; where its conversation does not exist
    /// (or, to be created, does exist or still has rows to purge); where its message does not exist; where a seat that joins is
    /// taken, or one that does not join or is to be removed is free; where a reaction to be added is there, or one to be removed is not.
    /// 4. A message whose id is taken, also by a deleted message, gives <see cref="CommitOutcome.MessageExists"/>, but only after the
    /// basis was found to hold: who may not send learns nothing of what is there.
    /// </para>
    /// <para>
    /// 5. Version: one more than the last of the conversation, from its own row. Settings version: one more with each change but those
    /// of messages and reactions. Sequence: one more than the last, given to a sent message only. All three go on after a
    /// conversation was deleted and created again.
    /// 6. A sent message is stored at the later of <see cref="Change.At"/> and the conversation's last activity; an imported one at
    /// its own time. Last activity becomes the greatest of these times, and never goes back.
    /// 7. A sent message moves its sender's read position to its own sequence and clears their mark as unread; an imported one does not.
    /// 8. A seat that joins gets <see cref="Change.At"/> as its time, and the last sequence as what it joined after and has read,
    /// whether or not the user took part before. One that is removed stays on record as ended, with who ended it: the user
    /// themselves where they are <see cref="Change.Actor"/>, else the app.
    /// 9. An edited message gets the later of <see cref="Change.At"/> and its own time as its time of edit, and the change's revision.
    /// 10. A deleted message leaves its id, sequence and sender, and nothing else: neither text, custom data, hash nor reactions.
    /// 11. A deleted conversation stops to exist at once. Its version, settings version and sequence are kept, and of its log the change
    /// that says so; what else it held is removed by <see cref="PurgeAsync"/>.
    /// </para>
    /// </remarks>
    /// <param name="commits">The commits, at least one.</param>
    /// <param name="cancellationToken">Gives up waiting; see the remarks on the interface.</param>
    /// <returns>One outcome per commit, in the same order.</returns>
    Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default);

    /// <summary>Removes rows that a deleted conversation left behind, a bounded number of them.</summary>
    /// <param name="id">The conversation; one that exists or never did has no such rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there are more to remove.</returns>
    Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Reads what a decision needs to know, as one consistent whole.</summary>
    /// <param name="query">What is needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The facts; those of a conversation that does not exist say so.</returns>
    Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads a conversation with its last message.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversation; null = it does not exist, or not for the viewer.</returns>
    Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of the participants, the latest joined first, then by user id.</summary>
    /// <param name="window">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The participants; null = the conversation does not exist, or not for the viewer.</returns>
    Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads one participant.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The participant; null = they do not take part, or the conversation does not exist, or not for the viewer.</returns>
    Task<Participant?> FindParticipantAsync(
        ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default);

    /// <summary>Reads messages by sequence, each with its reactions, as the viewer has them, and the message that it answers.</summary>
    /// <param name="window">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The messages; null = the conversation does not exist, or not for the viewer.</returns>
    Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads one message, with its reactions, as the viewer has them, and the message that it answers.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message; null = it does not exist or was deleted, or the conversation does not exist, or not for the viewer.</returns>
    Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default);

    /// <summary>Reads who reacted to a message, in the order in which they did.</summary>
    /// <param name="window">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reactors; null = there is no such message, or not for the viewer.</returns>
    Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads the log of a conversation, also of one that was deleted, from a version on.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="after">The version after which to begin; 0 = at the beginning.</param>
    /// <param name="limit">How many changes at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The changes; none where there are none, or there never was such a conversation.</returns>
    Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default);
}
