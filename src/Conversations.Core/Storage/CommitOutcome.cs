namespace Conversations.Storage;

/// <summary>What became of a commit.</summary>
public abstract record CommitOutcome
{
    private protected CommitOutcome()
    {
    }

    /// <summary>The commit was stored.</summary>
    /// <param name="Version">The version that the store gave the change.</param>
    /// <param name="Message">With <see cref="MessageSent"/> the message, as a read for the app would give it; else null.</param>
    public sealed record Stored(long Version, Message? Message = null) : CommitOutcome;

    /// <summary>What the commit relied on no longer holds; nothing was written. Read again and decide again.</summary>
    public sealed record Stale : CommitOutcome
    {
        /// <summary>Gets the one instance.</summary>
        public static Stale Instance { get; } = new();
    }

    /// <summary>The message id of a <see cref="MessageSent"/> is taken; nothing was written.</summary>
    /// <param name="Slot">What stands under the id.</param>
    public sealed record MessageExists(MessageSlot Slot) : CommitOutcome;

    /// <summary>This commit failed, and only this one.</summary>
    /// <param name="Error">The error to give to the caller: a <see cref="StorageException"/> or <see cref="OutcomeUnknownException"/>.</param>
    public sealed record Failed(ConversationsException Error) : CommitOutcome;
}
