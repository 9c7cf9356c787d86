namespace Conversations.Storage;

/// <summary>Finds, and replaces, what is held about one user.</summary>
public interface IPersonalDataStore
{
    /// <summary>Remembers that a user is being erased.</summary>
    /// <param name="erasure">How it is to be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How it is done: as given, or as it began if it was cut off before.</returns>
    Task<Erasure> BeginErasureAsync(Erasure erasure, CancellationToken cancellationToken = default);

    /// <summary>Forgets that a user was being erased; one who was not is a success.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is forgotten.</returns>
    Task EndErasureAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the conversations that hold anything of a user: a membership, also an ended one, a message or its tombstone, a reaction,
    /// a line of the log, also of a deleted conversation, a mention in a text, as <see cref="MentionTraces"/> has it. By id; it may scan.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="after">The id after which to begin; null = at the beginning.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conversations.</returns>
    Task<IReadOnlyList<ConversationId>> ListTracesAsync(
        UserId userId, ConversationId? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads a user's reactions in a conversation by <see cref="Reactor.Version"/>.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="userId">The user.</param>
    /// <param name="afterVersion">The version after which to begin; 0 = at the beginning.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reactions.</returns>
    Task<IReadOnlyList<Reactor>> ListReactionsOfAsync(
        ConversationId id, UserId userId, long afterVersion, int limit, CancellationToken cancellationToken = default);

    /// <summary>Puts content in place of that of messages, each if its revision is still the one given.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="rewrites">The messages; one that was deleted since is passed over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether all that are there were written; false = another revision was found, so read again.</returns>
    Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a user in a bounded number of rows of a conversation: senders of messages and of tombstones, reactions and log. An ended
    /// membership is removed; one who takes part is left in place.
    /// </summary>
    /// <param name="id">The conversation, which may be a deleted one.</param>
    /// <param name="userId">The user.</param>
    /// <param name="replacement">The id that takes the place of theirs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there are more rows to replace.</returns>
    Task<bool> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, CancellationToken cancellationToken = default);
}
