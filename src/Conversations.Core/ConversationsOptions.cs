namespace Conversations;

/// <summary>How conversations behave in this app.</summary>
public sealed class ConversationsOptions
{
    /// <summary>
    /// Gets the secrets of hard-to-predict ids, each at least 16 bytes of UTF-8. The first makes new ids, the others only find
    /// what they made before. Empty = ids cannot be hidden.
    /// </summary>
    /// <remarks>To rotate takes two deployments: append the new secret everywhere, then move it to the front.</remarks>
    public IList<string> IdSecrets { get; } = [];

    /// <summary>Gets or sets whether the ids of 1-on-1 conversations are hidden with <c>IdSecrets[0]</c>. No by default.</summary>
    public bool HideOneOnOneIds { get; set; }

    /// <summary>Gets or sets the limits that have a ceiling instead of a fixed value.</summary>
    public ConversationLimits Limits { get; set; } = ConversationLimits.Default;

    /// <summary>Gets or sets what users may do through sessions, where a session is not given permissions of its own.</summary>
    public UserPermissions Permissions { get; set; } = UserPermissions.Default;
}
