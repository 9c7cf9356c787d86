using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents the values with which a conversation is created. A call takes a copy, so changes during the call do not affect it.
/// </summary>
public sealed class ConversationDraft
{
    /// <summary>
    /// Gets or sets the users who take part, at least one and at most <see cref="ConversationLimits.MaxParticipants"/> (1,000 by
    /// default). A draft that names a user twice is refused.
    /// </summary>
    [JsonPropertyName("participants")]
    public IReadOnlyList<ParticipantDraft> Participants { get; set => field = value is null ? [] : [.. value]; } = [];

    /// <summary>Gets or sets the subject, 1 to 1,000 characters (UTF-16 units) without control characters, or null for none.</summary>
    [JsonPropertyName("subject")]
    public string? Subject { get; set; }

    /// <summary>Gets or sets the photo, an absolute http or https URL of at most 2,048 characters, or null for none.</summary>
    [JsonPropertyName("photoUrl")]
    public string? PhotoUrl { get; set; }

    /// <summary>
    /// Gets or sets the welcome messages, which are displayed before the first real message: at most
    /// <see cref="ConversationLimits.MaxWelcomeMessages"/> (20 by default), each 1 to 10,000 characters.
    /// </summary>
    [JsonPropertyName("welcomeMessages")]
    public IReadOnlyList<string> WelcomeMessages { get; set => field = value is null ? [] : [.. value]; } = [];

    /// <summary>Gets or sets the app's own data.</summary>
    [JsonPropertyName("custom")]
    public CustomData Custom { get; set => field = value ?? CustomData.Empty; } = CustomData.Empty;

    internal ConversationSettings Settings =>
        new() { Subject = Subject, PhotoUrl = PhotoUrl, WelcomeMessages = WelcomeMessages, Custom = Custom };

    internal ConversationDraft Copy() => (ConversationDraft)MemberwiseClone();

    internal static ConversationDraft Of(ConversationSettings settings, IReadOnlyList<ParticipantDraft> participants) => new()
    {
        Participants = participants,
        Subject = settings.Subject,
        PhotoUrl = settings.PhotoUrl,
        WelcomeMessages = settings.WelcomeMessages,
        Custom = settings.Custom,
    };
}
