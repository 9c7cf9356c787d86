namespace Conversations;

/// <summary>How far a user has read a conversation.</summary>
/// <param name="ReadUpTo">The sequence up to which they have read; it only moves forward.</param>
/// <param name="UnreadCount">How many messages there are after it, their own, the app's and imported ones included, deleted ones not.</param>
/// <param name="IsMarkedUnread">Whether they marked the conversation as unread, until they next mark it as read.</param>
public sealed record ReadState(long ReadUpTo, long UnreadCount, bool IsMarkedUnread)
{
    /// <summary>Gets whether the conversation is unread: there are unread messages, or it was marked so.</summary>
    public bool IsUnread => UnreadCount > 0 || IsMarkedUnread;
}
