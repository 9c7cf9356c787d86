namespace Conversations;

/// <summary>A user as other users see them: without e-mail addresses and phone numbers.</summary>
public sealed record UserProfile
{
    /// <summary>Gets the id.</summary>
    public required UserId Id { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the URL of the photo; null = none.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the language and region as a BCP 47 tag; null = unknown.</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the role; null = none.</summary>
    public string? Role { get; init; }

    /// <summary>Gets what they say to whoever opens a 1-on-1 with them; null = nothing.</summary>
    public string? WelcomeMessage { get; init; }

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    internal static UserProfile Of(User user) => new()
    {
        Id = user.Id,
        Name = user.Name,
        PhotoUrl = user.PhotoUrl,
        Locale = user.Locale,
        Role = user.Role,
        WelcomeMessage = user.WelcomeMessage,
        Custom = user.Custom,
    };
}
