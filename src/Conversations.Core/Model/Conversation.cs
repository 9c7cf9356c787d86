using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a conversation, in which users write messages to each other, as it was when it was read.</summary>
public sealed record Conversation
{
    /// <summary>Gets the id that the app chose or derived.</summary>
    [JsonPropertyName("id")]
    public required ConversationId Id { get; init; }

    /// <summary>Gets the subject, or null if there is none.</summary>
    [JsonPropertyName("subject")]
    public string? Subject { get; init; }

    /// <summary>Gets the URL of the photo, or null if there is none.</summary>
    [JsonPropertyName("photoUrl")]
    public string? PhotoUrl { get; init; }

    /// <summary>
    /// Gets the welcome messages, which are displayed before the first real message. They are not stored as messages.
    /// </summary>
    [JsonPropertyName("welcomeMessages")]
    public IReadOnlyList<string> WelcomeMessages { get; init => field = value ?? []; } = [];

    /// <summary>Gets the app's own data.</summary>
    [JsonPropertyName("custom")]
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Sets all attributes that <see cref="ConversationSettings"/> contains.</summary>
    internal ConversationSettings Settings
    {
        init => (Subject, PhotoUrl, WelcomeMessages, Custom) = (value.Subject, value.PhotoUrl, value.WelcomeMessages, value.Custom);
    }

    /// <summary>Gets the time at which the conversation was created, in UTC and whole milliseconds.</summary>
    [JsonPropertyName("createdAt")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the number of users who take part, at least 1.</summary>
    [JsonPropertyName("participantCount")]
    public required int ParticipantCount { get; init; }

    /// <summary>
    /// Gets whether more than two users take part. This is the only difference between a group and a 1-on-1 conversation.
    /// </summary>
    [JsonPropertyName("isGroup")]
    public bool IsGroup => ParticipantCount > 2;

    /// <summary>Gets the last message that was not deleted, or null if there is none.</summary>
    [JsonPropertyName("lastMessage")]
    public Message? LastMessage { get; init; }

    /// <summary>Gets the number of messages. Deleted messages do not count.</summary>
    [JsonPropertyName("messageCount")]
    public long MessageCount { get; init; }

    /// <summary>
    /// Gets the highest sequence that a message of the conversation ever had, even if it was deleted; 0 if there was none.
    /// </summary>
    [JsonPropertyName("lastSequence")]
    public long LastSequence { get; init; }

    /// <summary>
    /// Gets the latest <see cref="Message.CreatedAt"/> that was ever stored in the conversation, or null if there was none. It
    /// stays the same if the message is deleted.
    /// </summary>
    [JsonPropertyName("lastActivityAt")]
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Gets the number of the last change. Changes are numbered 1, 2, 3 and so on, without gaps.</summary>
    [JsonPropertyName("version")]
    public required long Version { get; init; }

    /// <summary>
    /// Gets the number of changes of attributes and participants. A caller that writes can pass it as the expected settings version.
    /// </summary>
    [JsonPropertyName("settingsVersion")]
    public required long SettingsVersion { get; init; }

    /// <summary>Returns whether another conversation has the same values.</summary>
    /// <param name="other">The conversation to compare with. Null is never equal.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(Conversation? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && Subject == other.Subject
            && PhotoUrl == other.PhotoUrl
            && WelcomeMessages.SequenceEqual(other.WelcomeMessages)
            && Custom.Equals(other.Custom)
            && CreatedAt == other.CreatedAt
            && ParticipantCount == other.ParticipantCount
            && LastMessage == other.LastMessage
            && MessageCount == other.MessageCount
            && LastSequence == other.LastSequence
            && LastActivityAt == other.LastActivityAt
            && Version == other.Version
            && SettingsVersion == other.SettingsVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Version, LastSequence, MessageCount);

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Id = {0}, Subject = {1}, PhotoUrl = {2}, WelcomeMessages = {3}, Custom = {4}, CreatedAt = {5}, ParticipantCount = {6}, "
        + "IsGroup = {7}, LastMessage = {8}, MessageCount = {9}, LastSequence = {10}, LastActivityAt = {11}, Version = {12}, "
        + "SettingsVersion = {13}",
        Id, Subject, PhotoUrl, Printed.List(WelcomeMessages), Custom, CreatedAt, ParticipantCount, IsGroup, LastMessage, MessageCount, LastSequence,
        LastActivityAt, Version, SettingsVersion);
}
