namespace Conversations.Storage;

/// <summary>What a decision knows of a conversation: the answer to a <see cref="FactsQuery"/>.</summary>
public sealed record ConversationFacts
{
    private static readonly Dictionary<UserId, Membership> _nobody = [];

    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the attributes; null = the conversation does not exist.</summary>
    public ConversationSettings? Settings { get; init; }

    /// <summary>Gets the number of changes of attributes and membership.</summary>
    public long SettingsVersion { get; init; }

    /// <summary>Gets how many users take part; 0 where the conversation does not exist.</summary>
    public int ParticipantCount { get; init; }

    /// <summary>Gets whether a deleted conversation still has rows to purge, so that it cannot be created again yet.</summary>
    public bool HasRemains { get; init; }

    /// <summary>Gets the memberships asked for, of those who take part or once did.</summary>
    public IReadOnlyDictionary<UserId, Membership> Memberships { get; init; } = _nobody;

    /// <summary>Gets what stands under the message id asked for; null = nothing.</summary>
    public MessageSlot? Message { get; init; }

    /// <summary>Gets what stands under the id of the answered message; null = nothing.</summary>
    public MessageSlot? ReplyTo { get; init; }

    /// <summary>Gets whether the conversation exists.</summary>
    public bool Exists => Settings is not null;

    /// <summary>Gives the place of a user who takes part.</summary>
    /// <param name="userId">A user whom the query named.</param>
    /// <returns>The participant; null = they do not take part now.</returns>
    public Participant? Participant(UserId userId) =>
        Memberships.TryGetValue(userId, out var membership) && membership.IsPresent ? membership.Participant : null;
}
