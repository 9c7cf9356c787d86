namespace Conversations;

/// <summary>A place where people write messages to each other, as it was when it was read.</summary>
public sealed record Conversation
{
    /// <summary>Gets the id that the app chose or derived.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>Gets the subject; null = none.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the URL of the photo; null = none.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the messages shown before the first real one; never stored as messages.</summary>
    public IReadOnlyList<string> WelcomeMessages { get; init => field = value ?? []; } = [];

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Gets when it was created, UTC in whole milliseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets how many users take part, at least 1.</summary>
    public required int ParticipantCount { get; init; }

    /// <summary>Gets whether more than two take part. Nothing else tells a group from a 1-on-1.</summary>
    public bool IsGroup => ParticipantCount > 2;

    /// <summary>Gets the last message that was not deleted; null = there is none.</summary>
    public Message? LastMessage { get; init; }

    /// <summary>Gets how many messages there are, without the deleted ones.</summary>
    public long MessageCount { get; init; }

    /// <summary>Gets the greatest sequence ever given to a message here, that of a deleted one included; 0 = none yet.</summary>
    public long LastSequence { get; init; }

    /// <summary>Gets the greatest <see cref="Message.CreatedAt"/> ever stored here, which deleting does not lower; null = none yet.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Gets the number of the last change: 1, 2, 3 … without gaps.</summary>
    public required long Version { get; init; }

    /// <summary>Gets the number of changes of attributes and membership; what a caller can expect when it writes.</summary>
    public required long SettingsVersion { get; init; }

    /// <summary>Compares by value.</summary>
    /// <param name="other">The conversation to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
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
}
