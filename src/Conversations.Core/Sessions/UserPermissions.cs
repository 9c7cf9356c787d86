namespace Conversations;

/// <summary>What a user may do in the conversations they take part in, beyond reading and sending.</summary>
/// <remarks>Set for the whole app in <see cref="ConversationsOptions.Permissions"/>, and for one session in <see cref="IConversations.As"/>.</remarks>
public sealed record UserPermissions
{
    /// <summary>Gets the permissions that hold where none are set.</summary>
    public static UserPermissions Default { get; } = new();

    /// <summary>Gets whether they may edit their own messages; yes by default.</summary>
    public bool EditOwnMessages { get; init; } = true;

    /// <summary>Gets whether they may delete their own messages; yes by default.</summary>
    public bool DeleteOwnMessages { get; init; } = true;

    /// <summary>Gets whether they may answer messages; yes by default.</summary>
    public bool Reply { get; init; } = true;

    /// <summary>Gets whether they may react to messages, and take reactions back; yes by default.</summary>
    public bool React { get; init; } = true;

    /// <summary>Gets whether they may mark conversations as unread; yes by default.</summary>
    public bool MarkAsUnread { get; init; } = true;

    /// <summary>Gets whether they may leave conversations; no by default.</summary>
    public bool Leave { get; init; }

    /// <summary>
    /// Gets whether they may create conversations, join one whose id they know, edit its attributes, and add and remove participants; no
    /// by default. Where ids can be guessed, this lets users into conversations of others: read docs/security.md first.
    /// </summary>
    public bool ManageConversations { get; init; }
}
