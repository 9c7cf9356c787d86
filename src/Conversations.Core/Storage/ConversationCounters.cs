namespace Conversations.Storage;

/// <summary>What a store keeps of a conversation beside its id and its settings.</summary>
public readonly record struct ConversationCounters
{
    /// <summary>Gets the time at which the conversation was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the number of users who take part.</summary>
    public required int ParticipantCount { get; init; }

    /// <summary>Gets the number of messages that exist and that the viewer sees.</summary>
    public required long MessageCount { get; init; }

    /// <summary>Gets the last sequence; 0 if there was no message.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Gets the latest time of a message that was ever stored, or null if there was none.</summary>
    public required DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Gets the version of the last change.</summary>
    public required long Version { get; init; }

    /// <summary>Gets the number of changes of attributes and participants.</summary>
    public required long SettingsVersion { get; init; }

    /// <summary>Creates the conversation that a read returns.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="settings">The attributes. Their lists are taken without a copy.</param>
    /// <param name="lastMessage">The last message that the viewer sees, or null if there is none.</param>
    /// <returns>The conversation.</returns>
    /// <exception cref="ArgumentNullException">The settings are null.</exception>
    public Conversation ToConversation(ConversationId id, ConversationSettings settings, Message? lastMessage)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new()
        {
            Id = id,
            Settings = settings,
            CreatedAt = CreatedAt,
            ParticipantCount = ParticipantCount,
            LastMessage = lastMessage,
            MessageCount = MessageCount,
            LastSequence = LastSequence,
            LastActivityAt = LastActivityAt,
            Version = Version,
            SettingsVersion = SettingsVersion,
        };
    }
}
