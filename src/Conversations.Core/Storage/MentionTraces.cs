namespace Conversations.Storage;

/// <summary>Tells which users a text mentions when a user is erased, the same way in every store.</summary>
public static class MentionTraces
{
    /// <summary>The characters with which every mention begins. A text without them has no mention, so a statement may skip it.</summary>
    public const string Opening = Mentions.Opening;

    /// <summary>
    /// Tells whether a text mentions a user, also within code and after more than <see cref="MarkupOptions.MaxMentions"/> mentions.
    /// </summary>
    /// <param name="text">The text of a message, a subject or a welcome message.</param>
    /// <param name="userId">The user.</param>
    /// <returns>True if the text mentions the user, so that the erasure of the user must change it.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static bool Contains(string text, UserId userId)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Mentions.Names(text, userId);
    }

    /// <summary>Tells whether the subject or a welcome message of a conversation mentions a user.</summary>
    /// <param name="settings">The attributes of the conversation.</param>
    /// <param name="userId">The user.</param>
    /// <returns>True if one of the texts mentions the user, so that the erasure of the user must change it.</returns>
    /// <exception cref="ArgumentNullException">The settings are null.</exception>
    public static bool Contains(ConversationSettings settings, UserId userId)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return (settings.Subject is { } subject && Contains(subject, userId)) || settings.WelcomeMessages.Any(text => Contains(text, userId));
    }
}
