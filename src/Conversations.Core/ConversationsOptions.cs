namespace Conversations;

/// <summary>Contains the options of conversations, which <c>AddConversations()</c> configures.</summary>
public sealed class ConversationsOptions
{
    /// <summary>
    /// Gets the secrets of hidden ids, each of at least 16 bytes of UTF-8 and none twice. The first one derives new ids. All of
    /// them are used to find existing ids. Empty by default, in which case ids cannot be hidden.
    /// </summary>
    /// <remarks>
    /// To replace a secret, deploy twice: first append the new secret on every host, and then move it to the front.
    /// <see cref="IConversationIds"/> says why.
    /// </remarks>
    public IList<string> IdSecrets { get; } = [];

    /// <summary>
    /// Gets or sets whether the ids of 1-on-1 conversations are hidden with the first of <see cref="IdSecrets"/>, so that nobody
    /// can compute them from two user ids. False by default. If it is true, at least one secret is required.
    /// </summary>
    public bool HideOneOnOneIds { get; set; }

    /// <summary>
    /// Gets or sets the limits that an app can change, such as the maximum length of a text.
    /// <see cref="ConversationLimits.Default"/> by default; null is invalid.
    /// </summary>
    public ConversationLimits Limits { get; set; } = ConversationLimits.Default;

    /// <summary>
    /// Gets or sets what users may do in sessions that are created without permissions of their own.
    /// <see cref="UserPermissions.Default"/> by default; null is invalid.
    /// </summary>
    public UserPermissions Permissions { get; set; } = UserPermissions.Default;

    /// <summary>
    /// Gets or sets how much of the past a user can see whom a session adds to a conversation: a user who joins, or whom another user
    /// adds. <see cref="History.All"/> by default.
    /// </summary>
    /// <remarks>
    /// It applies to users who take part for the first time, and only if the call does not set <see cref="ParticipantPatch.History"/>.
    /// So it is a default, not a bound: a session can still ask for more. What no session can give is more than the acting user sees, or
    /// more than the added user saw there before. The app itself adds users with <see cref="History.All"/>, unless its call sets another
    /// history.
    /// </remarks>
    public History JoinHistory { get; set; }

    /// <summary>
    /// Gets or sets how many watches a user can have on a host at the same time, those of single conversations and those of all conversations together. 20 by
    /// default; at least 1. The app's own watches do not count.
    /// </summary>
    public int MaxWatchesPerUser { get; set; } = 20;
}
