using System.Diagnostics.CodeAnalysis;
using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>
/// Keeps conversations. The comments here are the contract for authors of stores; <c>Conversations.Testing</c> proves it.
/// </summary>
/// <remarks>
/// <para>
/// Each rule has a number, within the interface or within its method: "IConversationStore 4", "CommitAsync 7". A paragraph that begins with
/// "Cost:" is the rule "Cost" of its method. Every test of <c>Conversations.Testing</c> names the rules that it proves.
/// </para>
/// <para>
/// 1. Everything that a store receives is valid: the library has checked ids, texts and limits, and times are whole milliseconds.
/// The store keeps all values as they are. It does not trim, fold or normalise them.
/// </para>
/// <para>
/// 2. Two ids are equal only if they have the same characters. Ids are ordered by code point, which is the order of their UTF-8
/// bytes.
/// </para>
/// <para>3. Any number of callers may call any method at the same time.</para>
/// <para>
/// 4. A read with a viewer returns data only if that user takes part at the moment of the read. Otherwise it returns null, as if
/// the conversation did not exist. The check and the read are of one moment: one statement does both, or several statements read the
/// same snapshot. A viewer sees only messages whose sequence is
/// <see cref="Participant.VisibleFrom"/> or more. An earlier message does not exist for them: it is in no list, the answered message
/// of a reply to it is null, it does not count as unread or in <see cref="Conversation.MessageCount"/>, it is not the last message,
/// and a conversation without a visible message is not in the inbox.
/// </para>
/// <para>
/// 5. A cancelled call throws <see cref="OperationCanceledException"/>. It has written nothing, unless its commit was already sent.
/// </para>
/// <para>
/// 6. If a store cannot serve a call, it throws <see cref="StorageException"/>. An exception of a database driver never reaches the
/// caller directly.
/// </para>
/// <para>
/// 7. A store does not join a transaction of the caller (<c>System.Transactions.TransactionScope</c>). What a call has stored is kept and
/// seen by others at once, whether or not the scope is completed.
/// </para>
/// <para>
/// 8. A paragraph that begins with "Cost:" is a promise of cost. It is about the statements, or round trips, that a call takes, and about the
/// rows of tables and indexes that it looks at, whether or not it returns them. The messages are those of the conversation, and the
/// conversations those of the user. Other calls may scan.
/// </para>
/// <para>
/// 9. A store decides nothing. It receives commits that were decided, and checks only that their preconditions still hold. Whether a call is
/// allowed, valid or repeated, and what a cursor means, the library decides from what the store returned; so the library behaves the same
/// with every store.
/// </para>
/// <para>
/// 10. A store keeps every value that the library can pass: an id of 255 bytes of UTF-8; an emoji of 50 characters (UTF-16 units); and
/// texts, URLs and custom data of the greatest length that <see cref="ConversationLimits"/> and the model types allow, which for the text of
/// a message is 100,000 characters. An app may lower a limit afterwards: what is stored is still read.
/// </para>
/// <para>
/// 11. What a call has stored is seen by every call that begins after it has returned, also by one of another instance on the same data. The
/// first call finds all that it needs: how a store creates and migrates that is its own affair, and so is the isolation level with which it
/// meets rules 3 and 4 and rule 1 of <see cref="CommitAsync"/>. A store says itself what survives a loss of power.
/// </para>
/// <para>
/// 12. A store may keep a <see cref="Change"/> and a <see cref="User"/> as the JSON of <see cref="ConversationsJson.Options"/>. Every version
/// of the library reads what an earlier version of the same or of the previous major version wrote, and ignores unknown members.
/// </para>
/// <para>
/// What is the same in every store is done by the library. <see cref="CommitRules"/> checks commits. <see cref="NewMessage.At"/> and
/// <see cref="MessageContent.ApplyTo"/> make messages. <see cref="ConversationCounters.ToConversation"/>,
/// <see cref="CustomData.FromStored"/> and <c>FromStored</c> of the ids build what is read. <see cref="InboxSlice.Of"/> takes a page of an
/// inbox. <see cref="Change.Users"/>, <see cref="Change.Replace"/> and <see cref="MentionTraces"/> find and replace a user. The methods that
/// another read answers have default implementations; a store implements them only to be faster.
/// </para>
/// </remarks>
public interface IConversationStore : IReadStateStore, IInboxStore, IUserStore, IPersonalDataStore
{
    /// <summary>Stores commits, each as a whole or not at all.</summary>
    /// <remarks>
    /// <para>
    /// 1. The store writes a commit atomically: its rows, its change in the log and the counters of its conversation are written
    /// together or not at all.
    /// </para>
    /// <para>
    /// 2. If a commit is stale, sends a message that exists already, or fails, the store still stores the other commits of the
    /// list. A commit may rely on what an earlier commit of the same list wrote to the same conversation.
    /// </para>
    /// <para>
    /// 3. In each of the following cases a commit is stale: the store writes nothing of it and returns
    /// <see cref="CommitOutcome.Stale"/>. Its <see cref="Commit.Preconditions"/> do not hold. Its conversation does not exist; or,
    /// if the commit creates it, the conversation exists or still has rows to purge. The message that it edits, deletes or reacts
    /// to does not exist or was deleted. A <see cref="ParticipantWrite"/> with <see cref="ParticipantWrite.Joins"/> names a user
    /// who takes part. A <see cref="ParticipantWrite"/> without it, or a <see cref="ParticipantRemoved"/>, names a user who does
    /// not take part. The reaction that it adds exists, or the reaction that it removes does not.
    /// </para>
    /// <para>
    /// 4. If the id of a sent message is taken in its conversation, also by a deleted message, the store returns
    /// <see cref="CommitOutcome.MessageExists"/>. It does so only if the commit is not stale: a user who may not send learns
    /// nothing about the messages that exist.
    /// </para>
    /// <para>
    /// 5. The version of a change is one more than the version of the conversation's last change, which the store reads from the
    /// row of the conversation. The settings version rises by one with every change except those of messages and reactions
    /// (<see cref="Commit.ChangesSettings"/>). The sequence of a sent message is one more than the conversation's last sequence; no
    /// other change takes a new sequence. The store writes into the log the version of each change and, if the change is about a
    /// message, the sequence of that message. All three numbers continue if a conversation is deleted and created again.
    /// </para>
    /// <para>
    /// 6. The time of a sent message is the later of <see cref="Change.At"/> and the time of the last message that was sent, not
    /// imported, to the conversation, even if that message was deleted. The time of an imported message is its own
    /// (<see cref="NewMessage.ImportedAt"/>). The last activity becomes the greatest of all these times and never goes back. The last
    /// message of a conversation is the existing one with the latest time, and of several the one with the greatest sequence.
    /// </para>
    /// <para>
    /// 7. A sent message moves the read position of its sender to its own sequence and clears the sender's mark as unread. An
    /// imported message does neither, but has the effects of <see cref="Commit.Import"/>.
    /// </para>
    /// <para>
    /// 8. A user who joins gets a new row, whether or not the user took part before: <see cref="Participant.JoinedAt"/> is
    /// <see cref="Change.At"/>, <see cref="Participant.JoinedAfter"/> and <see cref="Participant.ReadUpTo"/> are the conversation's
    /// last sequence, and the user's mark as unread is cleared. <see cref="Participant.VisibleFrom"/> is what
    /// <see cref="ParticipantWrite.History"/> resolves to with the conversation's last sequence. A user who is removed stays on record with an ended membership:
    /// <see cref="Membership.EndedAt"/> is <see cref="Change.At"/>, and <see cref="Membership.EndedByApp"/> is false if the user is
    /// the <see cref="Change.Actor"/>, otherwise true.
    /// </para>
    /// <para>
    /// 9. The time of edit of an edited message is <see cref="Change.At"/>, even if the message has a later time. Its revision is that of
    /// the change. <see cref="MessageContent.ApplyTo"/> does both.
    /// </para>
    /// <para>
    /// 10. Of a deleted message only its id, its sequence and its sender remain. Its text, custom data, hash and reactions are
    /// removed.
    /// </para>
    /// <para>
    /// 11. A deleted conversation ceases to exist immediately. Its version, settings version and last sequence are kept, and of its
    /// log only the change that deleted it; older changes count as pruned. Everything else is reset, as if the conversation had
    /// never existed: attributes, time of creation, last activity, messages and their ids, and all memberships, ended ones
    /// included. <see cref="PurgeAsync"/> removes the rows that the commit leaves behind.
    /// </para>
    /// <para>
    /// 12. If a commit fails, the store returns <see cref="CommitOutcome.Failed"/> for it, so that the other commits of the list keep
    /// their outcomes. If the answer to several commits is lost, each of them gets its own <see cref="OutcomeUnknownException"/>,
    /// with the id of its message. If the store throws, the caller learns the outcome of no commit in the list. For a list of one
    /// commit the store may do either, because the caller throws the error of <see cref="CommitOutcome.Failed"/>.
    /// </para>
    /// <para>
    /// 13. The store returns one outcome per commit, in the order of the list. Commits of the same conversation are stored in that order.
    /// </para>
    /// <para>
    /// Cost: neither the rows nor the statements of a sent or edited message or a reaction grow with the messages, the participants
    /// and the conversations. At most once in <see cref="InboxWindow.MaxLag"/>, a message may move the conversation in the inboxes of
    /// all participants. The imported messages of a list are written in one transaction, which may read all participants.
    /// </para>
    /// </remarks>
    /// <param name="commits">The commits, at least one.</param>
    /// <param name="cancellationToken">Cancels the call; see rule 5 of the interface.</param>
    /// <returns>One outcome per commit, in the same order.</returns>
    Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default);

    /// <summary>Removes a bounded number of the rows that a deleted conversation left behind.</summary>
    /// <remarks>
    /// <para>
    /// 1. The store removes rows of a deleted conversation only, and returns true if there are more to remove. Of a conversation that exists
    /// or never existed there are none.
    /// </para>
    /// <para>
    /// 2. A store whose commit removes all rows at once has nothing to do here. The default implementation returns false.
    /// </para>
    /// <para>
    /// Cost: one call removes at most 1,000 rows.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if there are more rows to remove.</returns>
    Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<bool>(cancellationToken) : Task.FromResult(false);

    /// <summary>Reads the facts that a decision needs.</summary>
    /// <remarks>
    /// <para>
    /// 1. All facts are of the same moment. They contain what the query names: of its users also ended memberships, and of its messages
    /// also deleted ones, whether or not a viewer may see them.
    /// </para>
    /// <para>
    /// 2. If the conversation does not exist, they hold no attributes, participants, memberships or messages. If it was deleted, they
    /// still hold its settings version, and whether there are rows to purge.
    /// </para>
    /// <para>
    /// Cost: the rows grow with the users that the query names, not with the messages and the participants, unless it asks for
    /// <see cref="FactsQuery.HidesHistory"/>.
    /// </para>
    /// </remarks>
    /// <param name="query">The facts that are needed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The facts, also of a conversation that does not exist.</returns>
    Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads a conversation with its last message, and the viewer's row.</summary>
    /// <remarks>
    /// <para>
    /// 1. The conversation is as the last commit left it, its last message as <see cref="ListMessagesAsync"/> returns it. Message count
    /// and last message are those that the viewer sees. An ended membership does not count as a participant.
    /// </para>
    /// <para>
    /// Cost: neither the rows nor the statements grow with the messages and the participants.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation, or null if it does not exist or the viewer does not take part.</returns>
    Task<StoredConversation?> FindConversationAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken = default);

    /// <summary>Reads a page of the participants.</summary>
    /// <remarks>
    /// <para>
    /// 1. The latest joined comes first, and of those who joined at the same time the least user id. A page begins after
    /// <see cref="ParticipantWindow.After"/>, whether or not that user still takes part.
    /// </para>
    /// <para>
    /// Cost: the rows grow with the limit, not with the participants, wherever the page begins.
    /// </para>
    /// </remarks>
    /// <param name="window">The page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participants, or null if the conversation does not exist or the viewer does not take part.</returns>
    Task<IReadOnlyList<Participant>?> ListParticipantsAsync(ParticipantWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads one participant.</summary>
    /// <remarks>
    /// <para>1. The participant is the one that <see cref="ListParticipantsAsync"/> lists. The default implementation takes it from the facts.</para>
    /// <para>
    /// Cost: the rows do not grow with the participants.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The participant.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The participant, or null if that user or the viewer does not take part, or the conversation does not exist.
    /// </returns>
    Task<Participant?> FindParticipantAsync(
        ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadsByFacts.FindParticipantAsync(this, id, userId, viewer, cancellationToken);

    /// <summary>Reads messages by sequence, each with its reactions and the message that it answers.</summary>
    /// <remarks>
    /// <para>
    /// 1. The messages are those whose sequence is in the window, in the order of the sequences, from the end at which the window begins,
    /// and as many as its limit. Deleted messages are left out and do not count towards the limit.
    /// </para>
    /// <para>
    /// 2. <see cref="Message.Reactions"/> has one entry for each emoji, in the order of the oldest reaction with that emoji that still
    /// stands. If that reaction is removed, the next oldest with the same emoji counts. <see cref="Reaction.ByViewer"/> is about
    /// the viewer; it is false if the app reads.
    /// </para>
    /// <para>
    /// 3. <see cref="Message.RepliedTo"/> is the answered message as it is now, with its own reactions for the same viewer, but
    /// without the message that it answers itself. It is null if the answered message was deleted.
    /// </para>
    /// <para>
    /// Cost: the rows grow with the limit and the reactions to the listed messages, not with the messages and the participants,
    /// wherever the page begins.
    /// </para>
    /// </remarks>
    /// <param name="window">The range of messages.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The messages, or null if the conversation does not exist or the viewer does not take part.</returns>
    Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads one message.</summary>
    /// <remarks>
    /// <para>1. The message is the one that <see cref="ListMessagesAsync"/> lists. The default implementation takes it from the facts.</para>
    /// <para>
    /// Cost: the rows do not grow with the messages.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The message, or null if it does not exist or was deleted, if the conversation does not exist, or if the viewer does not take
    /// part.
    /// </returns>
    Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
        ReadsByFacts.FindMessageAsync(this, id, messageId, viewer, cancellationToken);

    /// <summary>Reads a page of the reactions to a message.</summary>
    /// <remarks>
    /// <para>
    /// 1. The reactions are in the order in which the users reacted: by <see cref="Reactor.Version"/>, the version of the change that added
    /// the reaction. A page begins after <see cref="ReactorWindow.AfterVersion"/>.
    /// </para>
    /// </remarks>
    /// <param name="window">The page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reactors, or null if the message does not exist or was deleted, or the viewer does not take part.</returns>
    Task<IReadOnlyList<Reactor>?> ListReactorsAsync(ReactorWindow window, CancellationToken cancellationToken = default);

    /// <summary>Reads the log of a conversation after a version, also of a conversation that was deleted.</summary>
    /// <remarks>
    /// <para>
    /// 1. The slice has the changes after the version in the order of their versions, without gaps, and as many as the limit. The log has each
    /// change as it was committed, with the version and the sequence that the store gave to it.
    /// </para>
    /// <para>
    /// 2. The slice is empty if there is no change after the version, or the conversation never existed. If the next change after the version
    /// is pruned (rule 11 of <see cref="CommitAsync"/>), <see cref="ChangeSlice.IsPruned"/> is true and the slice begins with the first
    /// change that is kept.
    /// </para>
    /// <para>
    /// Cost: the rows grow with the limit, not with the messages, wherever the slice begins.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="after">The version after which to begin; 0 begins at the first change.</param>
    /// <param name="limit">The greatest number of changes, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The changes; an empty slice if there are none after that version, or the conversation never existed.</returns>
    Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads how far a user has read. The default implementation takes it from the entry of the user's inbox.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state, or null if the user does not take part.</returns>
    [SuppressMessage("Design", "CA1033", Justification = "A store that has a statement of its own implements the method of IReadStateStore.")]
    async Task<ReadState?> IReadStateStore.FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken) =>
        (await FindEntryAsync(id, userId, cancellationToken).ConfigureAwait(false))?.ToReadState();

    /// <summary>Reads the lowest read position of all participants. The default implementation lists them.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sequence, or null if the conversation does not exist or the viewer does not take part.</returns>
    [SuppressMessage("Design", "CA1033", Justification = "A store that has a statement of its own implements the method of IReadStateStore.")]
    async Task<long?> IReadStateStore.FindEveryoneReadUpToAsync(ConversationId id, UserId? viewer, CancellationToken cancellationToken)
    {
        var window = new ParticipantWindow { ConversationId = id, Viewer = viewer, Limit = int.MaxValue };
        return (await ListParticipantsAsync(window, cancellationToken).ConfigureAwait(false))?.Min(participant => (long?)participant.ReadUpTo);
    }

    /// <summary>Deletes a bounded number of the messages that a user sent. The default implementation finds them by pages and commits each deletion.</summary>
    /// <param name="id">The conversation. If it does not exist, there is nothing to delete.</param>
    /// <param name="senderId">The user who sent the messages.</param>
    /// <param name="after">The sequence after which to begin.</param>
    /// <param name="upTo">The greatest sequence to delete, inclusive.</param>
    /// <param name="at">The time of the changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many messages were deleted, and up to where.</returns>
    [SuppressMessage("Design", "CA1033", Justification = "A store that has a statement of its own implements the method of IPersonalDataStore.")]
    Task<DeletedUpTo> IPersonalDataStore.DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken) =>
        DeletionByCommits.DeleteMessagesOfAsync(this, id, senderId, (after, upTo), at, cancellationToken);
}
