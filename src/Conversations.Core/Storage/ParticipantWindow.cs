namespace Conversations.Storage;

/// <summary>Which participants to read: a page by <see cref="Participant.JoinedAt"/> descending, then by user id ascending.</summary>
public sealed class ParticipantWindow
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the user who must take part, or null if the app reads.</summary>
    public UserId? Viewer { get; init; }

    /// <summary>Gets the participant after whom the page begins, or null to begin with the first.</summary>
    public (DateTimeOffset JoinedAt, UserId UserId)? After { get; init; }

    /// <summary>Gets the greatest number of participants, at least 1.</summary>
    public required int Limit { get; init; }
}
