namespace Conversations;

/// <summary>What is told to watches and not stored.</summary>
internal enum PassingKind
{
    /// <summary>How far the user has read.</summary>
    Read,

    /// <summary>That the user marked the conversation as unread. It comes after how far the user has read.</summary>
    MarkedUnread,

    /// <summary>Whether the user types: 1 or 0.</summary>
    Typing,

    /// <summary>Whether the user is online: 1 or 0.</summary>
    Online,
}
