namespace Conversations;

/// <summary>What a conversation is created with.</summary>
public sealed record ConversationDraft
{
    /// <summary>Gets the users who take part, at least one and at most 1,000; a user named twice is refused.</summary>
    public IReadOnlyList<ParticipantDraft> Participants { get; init => field = value is null ? [] : [.. value]; } = [];

    /// <summary>Gets the subject, 1 to 1,000 characters (UTF-16 units) without control characters; null = none.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the photo, an absolute http or https URL of at most 2,048 characters; null = none.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the messages shown before the first real one: at most 20, each 1 to 10,000 characters.</summary>
    public IReadOnlyList<string> WelcomeMessages { get; init => field = value is null ? [] : [.. value]; } = [];

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    internal ConversationSettings Settings =>
        new() { Subject = Subject, PhotoUrl = PhotoUrl, WelcomeMessages = WelcomeMessages, Custom = Custom };
}
