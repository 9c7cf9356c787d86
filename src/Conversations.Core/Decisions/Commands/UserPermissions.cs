namespace Conversations;

/// <summary>What a user may do, besides reading and sending, in the conversations in which the user takes part.</summary>
/// <remarks>
/// <see cref="ConversationsOptions.Permissions"/> sets the permissions of all sessions, and <see cref="IConversations.As"/> those
/// of one session.
/// </remarks>
public sealed record UserPermissions
{
    /// <summary>Gets the default permissions.</summary>
    public static UserPermissions Default { get; } = new();

    /// <summary>Gets whether the user may edit their own messages; true by default.</summary>
    public bool EditOwnMessages { get; init; } = true;

    /// <summary>Gets whether the user may delete their own messages; true by default.</summary>
    public bool DeleteOwnMessages { get; init; } = true;

    /// <summary>Gets whether the user may reply to messages; true by default.</summary>
    public bool Reply { get; init; } = true;

    /// <summary>Gets whether the user may add and remove reactions; true by default.</summary>
    public bool React { get; init; } = true;

    /// <summary>Gets whether the user may mark conversations as unread; true by default.</summary>
    public bool MarkAsUnread { get; init; } = true;

    /// <summary>Gets whether the user may leave conversations; false by default.</summary>
    public bool Leave { get; init; }

    /// <summary>
    /// Gets whether the user may create conversations, join a conversation whose id the user knows, edit its attributes, and add and remove
    /// participants; false by default. If ids can be guessed, this lets users into conversations of others: read docs/security.md first.
    /// </summary>
    public bool ManageConversations { get; init; }
}
