namespace Conversations.MariaDb;

/// <summary>The row of a conversation, which stays when the conversation is deleted.</summary>
internal sealed record ConversationRow
{
    internal required ConversationId Id { get; init; }

    /// <summary>Gets the time of creation, or null if the conversation does not exist.</summary>
    internal DateTimeOffset? CreatedAt { get; init; }

    internal required ConversationSettings Settings { get; init; }

    internal long Version { get; init; }

    internal long SettingsVersion { get; init; }

    internal long LastSequence { get; init; }

    internal DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Gets the time of the last message that was sent, not imported.</summary>
    internal DateTimeOffset? LastSentAt { get; init; }

    /// <summary>Gets the last version before a conversation with this id was deleted; 0 if none was.</summary>
    internal long DeletedVersion { get; init; }

    /// <summary>Gets the last sequence of the conversation with this id that was deleted; 0 if none was.</summary>
    internal long DeletedSequence { get; init; }
}
