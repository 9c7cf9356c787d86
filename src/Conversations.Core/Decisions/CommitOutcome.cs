namespace Conversations.Decisions;

/// <summary>The outcome of a commit.</summary>
public abstract class CommitOutcome
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
    public sealed class Stored(long Version, Message? Message = null) : CommitOutcome
    {
        /// <summary>Gets the version that the store gave to the change.</summary>
        public long Version { get; } = Version;

        /// <summary>Gets, for <see cref="MessageSent"/>, the message as a read by the app returns it; otherwise null.</summary>
        public Message? Message { get; } = Message;
    }

    /// <summary>
    /// The preconditions of the commit do not hold, and nothing was written. The caller reads the facts and decides again.
    /// </summary>
    public sealed class Stale : CommitOutcome
    {
        /// <summary>Gets the only instance.</summary>
        public static Stale Instance { get; } = new();
    }

    /// <summary>The id of the sent message is taken, and nothing was written.</summary>
    public sealed class MessageExists(MessageSlot Slot) : CommitOutcome
    {
        /// <summary>Gets the message or deleted message with this id.</summary>
        public MessageSlot Slot { get; } = Slot;
    }

    /// <summary>This commit failed. The other commits of the list have their own outcomes.</summary>
    public sealed class Failed(ConversationsException Error) : CommitOutcome
    {
        /// <summary>
        /// Gets the exception that the caller throws: a <see cref="StorageException"/> if nothing was written, or an
        /// <see cref="OutcomeUnknownException"/> if it is not known whether the commit was stored.
        /// </summary>
        public ConversationsException Error { get; } = Error;

        /// <summary>Returns the outcome with its error as text.</summary>
        /// <returns>The text.</returns>
        public override string ToString() => $"Failed {{ Error = {Error} }}";
    }
}
