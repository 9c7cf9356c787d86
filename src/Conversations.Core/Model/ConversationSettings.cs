namespace Conversations;

/// <summary>The attributes of a conversation that the app sets.</summary>
public sealed record ConversationSettings
{
    /// <summary>Gets the settings of a conversation for which nothing was set.</summary>
    public static ConversationSettings Default { get; } = new();

    /// <summary>Gets the subject, 1 to 1,000 characters (UTF-16 units) without control characters; null = none.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the photo, an absolute http or https URL of at most 2,048 characters; null = none.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the messages shown before the first real one: at most 20, each 1 to 10,000 characters.</summary>
    public IReadOnlyList<string> WelcomeMessages
    {
        get;
        init => field = value is null ? [] : [.. value];
    } = [];

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Compares all attributes by value.</summary>
    /// <param name="other">The settings to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
    public bool Equals(ConversationSettings? other) =>
        other is not null
        && Subject == other.Subject
        && PhotoUrl == other.PhotoUrl
        && WelcomeMessages.SequenceEqual(other.WelcomeMessages)
        && Custom.Equals(other.Custom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Subject, PhotoUrl, WelcomeMessages.Count, Custom.Count);

    /// <summary>Refuses what breaks a rule.</summary>
    internal void Check(ConversationLimits limits, Acting? by)
    {
        ContentRules.CheckSubject(Subject);
        ContentRules.CheckPhotoUrl(PhotoUrl);
        ContentRules.CheckWelcomeMessages(WelcomeMessages, limits);
        ContentRules.CheckCustom(Custom);
        if (by is null)
            return;

        ContentRules.RefuseLinkLabel(Subject, "subject");
        for (var i = 0; i < WelcomeMessages.Count; i++)
            ContentRules.RefuseLinkLabel(WelcomeMessages[i], $"welcomeMessages[{i}]");
    }
}
