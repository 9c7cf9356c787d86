namespace Conversations.Storage;

/// <summary>Whom a text mentions, as erasing has it: the same in every store.</summary>
public static class MentionTraces
{
    /// <summary>What every mention begins with; a text without it has none, so a statement may leave it out.</summary>
    public const string Opening = Mentions.Opening;

    /// <summary>Tells whether a text mentions a user: beyond <see cref="MarkupOptions.MaxMentions"/> and within code, too.</summary>
    /// <param name="text">A message's text, a subject or a welcome message.</param>
    /// <param name="userId">The user.</param>
    /// <returns>Whether it does, so that erasing the user has to alter it.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static bool Contains(string text, UserId userId)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Mentions.Names(text, userId);
    }
}
