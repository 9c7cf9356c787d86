namespace Conversations;

/// <summary>What is told to watches and not stored.</summary>
internal enum PassingKind
{
    /// <summary>How far the user has read; -1 says that the user marked the conversation as unread.</summary>
    Read,

    /// <summary>Whether the user types: 1 or 0.</summary>
    Typing,

    /// <summary>Whether the user is online: 1 or 0.</summary>
    Online,
}
