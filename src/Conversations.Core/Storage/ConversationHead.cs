using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>What a store keeps of a conversation in one row, which stays when the conversation is deleted. The default value is that of an unused id.</summary>
/// <param name="Settings">The attributes, or null if the conversation does not exist.</param>
/// <param name="Counters">The counters. Their number of messages is that of all messages that exist.</param>
public readonly record struct ConversationHead(ConversationSettings? Settings, ConversationCounters Counters)
{
    /// <summary>Makes the message that a commit sends, as it is stored: with the next sequence, and not before the last sent message.</summary>
    /// <param name="commit">A commit that holds, and whose message id is free.</param>
    /// <returns>The message, without reactions and the message that it answers; null if the commit sends none.</returns>
    /// <exception cref="ArgumentNullException">The commit is null.</exception>
    public Message? MessageOf(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var (id, at) = (commit.Change.ConversationId, commit.Change.At);
        return commit.Message?.At(id, Counters.LastSequence + 1, Counters.LastSentAt > at ? Counters.LastSentAt.Value : at);
    }

    /// <summary>Returns the head after a commit. Rules 5, 6 and 11 of <see cref="IConversationStore.CommitAsync"/> are in it.</summary>
    /// <param name="commit">A commit that holds.</param>
    /// <param name="message">The message of <see cref="MessageOf"/>.</param>
    /// <returns>The head. That of a deleted conversation has no settings, and keeps its version, its settings version and its last sequence.</returns>
    /// <exception cref="ArgumentNullException">The commit is null.</exception>
    public ConversationHead After(Commit commit, Message? message)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return new(commit.Change is ConversationDeleted ? null : commit.Settings ?? Settings, Counters.After(commit, message));
    }
}
