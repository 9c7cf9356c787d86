using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a user as other users see one: without e-mail addresses and phone numbers.</summary>
public sealed class UserProfile
{
    /// <summary>Gets the id.</summary>
    [JsonPropertyName("id")]
    public required UserId Id { get; init; }

    /// <summary>Gets the name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the URL of the photo, or null if there is none.</summary>
    [JsonPropertyName("photoUrl")]
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the language and region as a BCP 47 tag, or null if they are unknown.</summary>
    [JsonPropertyName("locale")]
    public string? Locale { get; init; }

    /// <summary>Gets the role, or null if there is none.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>
    /// Gets the message that is displayed to another user in an empty 1-on-1 conversation with this user, or null if there is none.
    /// </summary>
    [JsonPropertyName("welcomeMessage")]
    public string? WelcomeMessage { get; init; }

    /// <summary>Gets the app's own data.</summary>
    [JsonPropertyName("custom")]
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
