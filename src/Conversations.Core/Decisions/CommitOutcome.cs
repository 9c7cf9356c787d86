namespace Conversations.Decisions;

/// <summary>The outcome of a commit.</summary>
public abstract record CommitOutcome
{
    private protected CommitOutcome()
    {
    }

    /// <summary>Turns the error of one commit into its outcome, so that the other commits of the list keep theirs.</summary>
    /// <param name="storing">The call that stores one commit.</param>
    /// <returns>
    /// The outcome of the call, or <see cref="Failed"/> if it throws a <see cref="ConversationsException"/>. Other exceptions, such as that of
    /// a cancelled call, are thrown.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    public static async Task<CommitOutcome> OfAsync(Task<CommitOutcome> storing)
    {
        ArgumentNullException.ThrowIfNull(storing);
        try
        {
            return await storing.ConfigureAwait(false);
        }
        catch (ConversationsException error)
        {
            return new Failed(error);
        }
    }

    /// <summary>The commit was stored.</summary>
    /// <param name="Version">The version that the store gave to the change.</param>
    /// <param name="Message">For <see cref="MessageSent"/>, the message as a read by the app returns it; otherwise null.</param>
    public sealed record Stored(long Version, Message? Message = null) : CommitOutcome;

    /// <summary>
    /// The preconditions of the commit do not hold, and nothing was written. The caller reads the facts and decides again.
    /// </summary>
    public sealed record Stale : CommitOutcome
    {
        /// <summary>Gets the only instance.</summary>
        public static Stale Instance { get; } = new();
    }

    /// <summary>The id of the sent message is taken, and nothing was written.</summary>
    /// <param name="Slot">The message or deleted message with this id.</param>
    public sealed record MessageExists(MessageSlot Slot) : CommitOutcome;

    /// <summary>This commit failed. The other commits of the list have their own outcomes.</summary>
    /// <param name="Error">
    /// The exception that the caller throws: a <see cref="StorageException"/> if nothing was written, or an
    /// <see cref="OutcomeUnknownException"/> if it is not known whether the commit was stored.
    /// </param>
    public sealed record Failed(ConversationsException Error) : CommitOutcome;
}
