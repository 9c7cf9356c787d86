namespace Conversations.Storage;

/// <summary>Which participants to read: a page by <see cref="Participant.JoinedAt"/> descending, then user id.</summary>
public sealed record ParticipantWindow
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the user who must take part for there to be an answer; null = the app reads.</summary>
    public UserId? Viewer { get; init; }

    /// <summary>Gets the participant after whom the page begins; null = at the beginning.</summary>
    public (DateTimeOffset JoinedAt, UserId UserId)? After { get; init; }

    /// <summary>Gets how many at most, at least 1.</summary>
    public required int Limit { get; init; }
}
