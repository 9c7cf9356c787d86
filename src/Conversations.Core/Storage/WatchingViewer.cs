namespace Conversations.Storage;

/// <summary>A participant who watches a conversation.</summary>
/// <param name="participant">The user as a participant.</param>
/// <param name="unreadCount">The number of messages that the user has not read.</param>
/// <param name="reactions">The emoji that the user reacted with, by the sequence of the message.</param>
public sealed class WatchingViewer(Participant participant, long unreadCount, IReadOnlyCollection<(long Sequence, string Emoji)> reactions)
{
    /// <summary>Gets the user as a participant.</summary>
    public Participant Participant => participant;

    /// <summary>Gets the number of messages that the user has not read.</summary>
    public long UnreadCount => unreadCount;

    /// <summary>Gets the emoji that the user reacted with, by the sequence of the message: at least those of the messages that were asked for.</summary>
    public IReadOnlyCollection<(long Sequence, string Emoji)> Reactions => reactions;
}
