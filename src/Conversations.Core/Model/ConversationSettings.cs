using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents the attributes of a conversation that the app sets. A call takes a copy, so changes during the call do not affect it.
/// </summary>
public sealed record ConversationSettings
{
    /// <summary>Gets new settings with the default values. Each read returns another instance.</summary>
    public static ConversationSettings Default => new();

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

    /// <summary>Returns whether other settings have the same values.</summary>
    /// <param name="other">The settings to compare with. Null is never equal.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(ConversationSettings? other) =>
        other is not null
        && Subject == other.Subject
        && PhotoUrl == other.PhotoUrl
        && WelcomeMessages.SequenceEqual(other.WelcomeMessages)
        && Custom.Equals(other.Custom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Subject, PhotoUrl, WelcomeMessages.Count, Custom.Count);

    /// <summary>Throws if an attribute breaks a rule or a limit, or contains a link with a label that is not allowed.</summary>
    internal void Check(ConversationLimits limits, bool allowsLinkLabels)
    {
        ContentRules.CheckSubject(Subject);
        ContentRules.CheckPhotoUrl(PhotoUrl);
        ContentRules.CheckWelcomeMessages(WelcomeMessages, limits);
        ContentRules.CheckCustom(Custom);
        if (allowsLinkLabels)
            return;

        ContentRules.RefuseLinkLabel(Subject, "subject");
        for (var i = 0; i < WelcomeMessages.Count; i++)
            ContentRules.RefuseLinkLabel(WelcomeMessages[i], $"welcomeMessages[{i}]");
    }

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Subject = {0}, PhotoUrl = {1}, WelcomeMessages = {2}, Custom = {3}",
        Subject, PhotoUrl, Printed.List(WelcomeMessages), Custom);
}
