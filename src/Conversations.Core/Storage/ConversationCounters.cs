using Conversations.Decisions;

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

    /// <summary>Gets the latest time of a message that was sent, not imported, or null if there was none. No read returns it.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>Gets the version of the last change.</summary>
    public required long Version { get; init; }

    /// <summary>Gets the number of changes of attributes and participants.</summary>
    public required long SettingsVersion { get; init; }

    /// <summary>Gets the last sequence of an earlier conversation with the same id, which was deleted; 0 if there was none.</summary>
    public long PrecedingSequence { get; init; }

    /// <summary>Gets the version of the last change that the log does not keep, because a conversation with the same id was deleted; otherwise 0.</summary>
    public long PrunedVersion { get; init; }

    /// <summary>Returns the counters after a commit and the message of it.</summary>
    internal ConversationCounters After(Commit commit, Message? message)
    {
        var (change, joins) = (commit.Change, 0);
        for (var i = 0; i < commit.Participants.Count; i++)
            joins += commit.Participants[i].Joins ? 1 : 0;

        var (version, settingsVersion) = (Version + 1, SettingsVersion + (commit.ChangesSettings ? 1 : 0));
        if (change is ConversationDeleted)
        {
            return new()
            {
                CreatedAt = default,
                ParticipantCount = 0,
                MessageCount = 0,
                LastSequence = LastSequence,
                LastActivityAt = null,
                Version = version,
                SettingsVersion = settingsVersion,
                PrecedingSequence = LastSequence,
                PrunedVersion = Version,
            };
        }

        return this with
        {
            CreatedAt = change is ConversationCreated ? change.At : CreatedAt,
            ParticipantCount = ParticipantCount + joins - (change is ParticipantRemoved ? 1 : 0),
            MessageCount = MessageCount + (message is not null ? 1 : 0) - (change is MessageDeleted ? 1 : 0),
            LastSequence = message?.Sequence ?? LastSequence,
            LastActivityAt = message is null || LastActivityAt > message.CreatedAt ? LastActivityAt : message.CreatedAt,
            LastSentAt = message is null or { Origin: MessageOrigin.Import } ? LastSentAt : message.CreatedAt,
            Version = version,
            SettingsVersion = settingsVersion,
        };
    }

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
