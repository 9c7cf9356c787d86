using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a user with a name and other personal data. A <see cref="Participant"/> represents a user in one conversation.
/// </summary>
public sealed record User
{
    /// <summary>Gets the id.</summary>
    [JsonPropertyName("id")]
    public required UserId Id { get; init; }

    /// <summary>Gets the name, 1 to 255 characters (UTF-16 units) without control characters, at least one of them visible.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Gets the photo, an absolute http or https URL of at most 2,048 characters, or null if there is none.</summary>
    [JsonPropertyName("photoUrl")]
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the e-mail addresses, at most 10 of at most 320 characters each. Other users never see them.</summary>
    [JsonPropertyName("emails")]
    public IReadOnlyList<string> Emails
    {
        get;
        init => field = value is null ? [] : [.. value];
    } = [];

    /// <summary>Gets the phone numbers, at most 10 of at most 50 characters each. Other users never see them.</summary>
    [JsonPropertyName("phones")]
    public IReadOnlyList<string> Phones
    {
        get;
        init => field = value is null ? [] : [.. value];
    } = [];

    /// <summary>Gets the language and region as a BCP 47 tag of at most 35 characters, or null if they are unknown.</summary>
    [JsonPropertyName("locale")]
    public string? Locale { get; init; }

    /// <summary>Gets the role, a name of 1 to 255 characters that the app defines, or null if there is none.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>
    /// Gets the message that is displayed to another user in an empty 1-on-1 conversation with this user, 1 to 10,000 characters,
    /// or null if there is none.
    /// </summary>
    [JsonPropertyName("welcomeMessage")]
    public string? WelcomeMessage { get; init; }

    /// <summary>Gets the app's own data. Every user who shares a conversation with this user can see it.</summary>
    [JsonPropertyName("custom")]
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Returns whether another user has the same values.</summary>
    /// <param name="other">The user to compare with. Null is never equal.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(User? other) =>
        other is not null
        && Id == other.Id
        && Name == other.Name
        && PhotoUrl == other.PhotoUrl
        && Emails.SequenceEqual(other.Emails)
        && Phones.SequenceEqual(other.Phones)
        && Locale == other.Locale
        && Role == other.Role
        && WelcomeMessage == other.WelcomeMessage
        && Custom.Equals(other.Custom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name);

    // Texts of records end up in logs, where addresses do not belong.
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Id = {0}, Name = {1}, PhotoUrl = {2}, Emails = ({3}), Phones = ({4}), Locale = {5}, Role = {6}, WelcomeMessage = {7}, Custom = {8}",
        Id, Name, PhotoUrl, Emails.Count, Phones.Count, Locale, Role, WelcomeMessage, Custom);
}
