namespace Conversations.Decisions;

/// <summary>The facts about a conversation that a decision uses: the answer to a <see cref="FactsQuery"/>.</summary>
public sealed class ConversationFacts
{
    private static readonly Dictionary<UserId, Membership> _nobody = [];

    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the attributes, as a copy, or null if the conversation does not exist.</summary>
    public ConversationSettings? Settings { get; init => field = value is null ? null : value with { }; }

    /// <summary>
    /// Gets the number of changes of attributes and membership. A deleted conversation keeps it; 0 if the conversation never
    /// existed.
    /// </summary>
    public long SettingsVersion { get; init; }

    /// <summary>Gets the number of participants; 0 if the conversation does not exist.</summary>
    public int ParticipantCount { get; init; }

    /// <summary>Gets the last sequence of the conversation; 0 if there was no message.</summary>
    public long LastSequence { get; init; }

    /// <summary>
    /// Gets whether a participant or a former participant does not see all of the past: their <see cref="Participant.VisibleFrom"/>
    /// is above the first sequence of the conversation, which is 1, or later if a conversation with the same id was deleted before.
    /// It is read only if the query asks for it. False if the conversation does not exist.
    /// </summary>
    public bool HidesHistory { get; init; }

    /// <summary>Gets whether a deleted conversation still has rows to purge. Until they are purged, it cannot be created again.</summary>
    public bool HasRemains { get; init; }

    /// <summary>
    /// Gets the memberships of the users in the query who take part or took part earlier; empty if the conversation does not exist.
    /// </summary>
    public IReadOnlyDictionary<UserId, Membership> Memberships { get; init; } = _nobody;

    /// <summary>Gets the message of <see cref="FactsQuery.Message"/>, or null if none has that id.</summary>
    public MessageSlot? Message { get; init; }

    /// <summary>Gets the message of <see cref="FactsQuery.ReplyTo"/>, or null if none has that id.</summary>
    public MessageSlot? ReplyTo { get; init; }

    /// <summary>Gets whether the conversation exists.</summary>
    public bool Exists => Settings is not null;

    /// <summary>Returns a user as a participant.</summary>
    /// <param name="userId">A user whom the query named.</param>
    /// <returns>The participant, or null if the user does not take part now.</returns>
    public Participant? Participant(UserId userId) =>
        Memberships.TryGetValue(userId, out var membership) && membership.IsPresent ? membership.Participant : null;
}
