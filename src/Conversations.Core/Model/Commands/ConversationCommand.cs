using Conversations.Storage;

namespace Conversations;

/// <summary>What somebody wants to happen to a conversation. Deciding is pure: it reads the facts, and writes nothing.</summary>
public abstract record ConversationCommand
{
    private protected ConversationCommand()
    {
    }

    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the user who wants it, and what they may do; null = the app, which may do everything.</summary>
    public Acting? By { get; init; }

    /// <summary>Gets what <see cref="Decide"/> needs to know.</summary>
    public abstract FactsQuery Needs { get; }

    /// <summary>Refuses input that no state of the conversation could make valid.</summary>
    /// <param name="context">The time and the limits.</param>
    /// <exception cref="InvalidConversationDataException">Content breaks a rule or a limit.</exception>
    /// <exception cref="ArgumentException">An id is <c>default</c>.</exception>
    public virtual void Check(in DecisionContext context) => ConversationId.Required();

    /// <summary>Decides the command.</summary>
    /// <param name="facts">The answer to <see cref="Needs"/>.</param>
    /// <param name="context">The time and the limits.</param>
    /// <returns>What is to be stored; null = nothing is to be altered.</returns>
    /// <exception cref="ConversationsException">The command is refused.</exception>
    public abstract Commit? Decide(ConversationFacts facts, in DecisionContext context);

    /// <summary>Decides without any facts, relying on what nearly always holds and the store will verify.</summary>
    /// <param name="context">The time and the limits.</param>
    /// <returns>What is to be stored if that holds; null = this command needs facts.</returns>
    public virtual Commit? DecideUnseen(in DecisionContext context) => null;

    /// <summary>Gets the user who acts, for the log; null = the app.</summary>
    private protected UserId? ActorId => By?.UserId;

    /// <summary>Adds the user who acts to those whose memberships are needed.</summary>
    private protected UserId[] WithActor(params UserId[] users) => By is { } by ? [by.UserId, .. users] : users;

    /// <summary>Gives the attributes of a conversation that must exist, and exist for the user who acts.</summary>
    private protected ConversationSettings Existing(ConversationFacts facts)
    {
        if (facts.Settings is not { } settings || (By is { } by && facts.Participant(by.UserId) is null))
            throw new ConversationNotFoundException(ConversationId);

        return settings;
    }

    /// <summary>Refuses where the caller expected another settings version.</summary>
    private protected void Expect(long? settingsVersion, ConversationFacts facts)
    {
        if (settingsVersion is { } expected && expected != facts.SettingsVersion)
            throw new ConversationConflictException(ConversationId, expected, facts.SettingsVersion);
    }

    /// <summary>Gives a message that must exist.</summary>
    private protected Message Existing(MessageSlot? slot, MessageId id) =>
        slot?.Message ?? throw new MessageNotFoundException(ConversationId, id);

    /// <summary>Refuses where a user acts who lacks a right.</summary>
    private protected void Require(bool isAllowed, string reason)
    {
        if (By is { } by && !isAllowed)
            throw new ConversationAccessException(ConversationId, by.UserId, reason);
    }

    /// <summary>Refuses where a user acts who may only read.</summary>
    private protected void RequireWriting(ConversationFacts facts) =>
        Require(By is null || facts.Participant(By.UserId)!.Access == ParticipantAccess.ReadWrite, "may only read here");

    /// <summary>Gives what a decision for the user who acts relied on: that they take part, with the access they have.</summary>
    private protected Basis Relying(ConversationFacts facts) =>
        By is { } by ? new() { Participant = by.UserId, Access = facts.Participant(by.UserId)!.Access } : default;
}
