namespace Conversations.Decisions;

/// <summary>
/// A change that a user or the app wants to make to a conversation. A decision is pure: it reads the facts and writes nothing.
/// </summary>
public abstract class ConversationCommand
{
    private protected ConversationCommand()
    {
    }

    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the user who acts, with permissions, or null if the app acts, which may do everything.</summary>
    public ActingUser? Actor { get; init; }

    /// <summary>Gets the facts that <see cref="Decide"/> needs.</summary>
    public abstract FactsQuery Needs { get; }

    /// <summary>
    /// Gets whether the decision becomes stale when another command of the same kind is faster: a change of attributes or membership of
    /// the conversation, or, if <see cref="Contended"/> is a message, a change of that message. So these commands are decided one after
    /// the other.
    /// </summary>
    internal virtual bool IsContended => false;

    /// <summary>Gets the message that the command changes, or <c>default</c> if it changes the conversation.</summary>
    internal virtual MessageId Contended => default;

    /// <summary>Throws if the input is invalid in every state of the conversation.</summary>
    /// <param name="context">The time and the limits.</param>
    /// <exception cref="InvalidConversationDataException">The content breaks a rule or a limit.</exception>
    /// <exception cref="ArgumentException">An id is <c>default</c>.</exception>
    public virtual void Check(in DecisionContext context) => ConversationId.Required();

    /// <summary>Decides the command.</summary>
    /// <param name="facts">The answer to <see cref="Needs"/>.</param>
    /// <param name="context">The time and the limits.</param>
    /// <returns>The commit to store, or null if nothing is to be changed.</returns>
    /// <exception cref="ConversationsException">The command is refused, for the reason that the derived exception names.</exception>
    public abstract Commit? Decide(ConversationFacts facts, in DecisionContext context);

    /// <summary>Decides without facts. The commit relies on preconditions that nearly always hold and that the store checks.</summary>
    /// <param name="context">The time and the limits.</param>
    /// <returns>The commit to store, or null if this command needs facts.</returns>
    public virtual Commit? DecideOptimistically(in DecisionContext context) => null;

    /// <summary>Gets the user who acts, for the log, or null if the app acts.</summary>
    private protected UserId? ActorId => Actor?.UserId;

    /// <summary>Returns the users whose memberships are needed, with the acting user added.</summary>
    private protected UserId[] WithActor(params UserId[] users) => Actor is { } actor ? [actor.UserId, .. users] : users;

    /// <summary>Returns the attributes of the conversation. Throws if it does not exist or the acting user does not take part.</summary>
    private protected ConversationSettings Existing(ConversationFacts facts)
    {
        if (facts.Settings is not { } settings || (Actor is { } actor && facts.Participant(actor.UserId) is null))
            throw new ConversationNotFoundException(ConversationId);

        return settings;
    }

    /// <summary>Throws if the caller expects another settings version.</summary>
    private protected void Expect(long? settingsVersion, long actual)
    {
        if (settingsVersion is { } expected && expected != actual)
            throw new ConversationConflictException(ConversationId, expected, actual);
    }

    /// <summary>
    /// Returns a message. Throws if it does not exist, was deleted, or is older than what a user can see, for whom it does not exist
    /// either.
    /// </summary>
    private protected Message Existing(ConversationFacts facts, MessageSlot? slot, MessageId id, UserId? viewer)
    {
        var visibleFrom = viewer is { } user ? facts.Participant(user)?.VisibleFrom : null;
        return slot?.Message is { } message && !(message.Sequence < visibleFrom) ? message : throw new MessageNotFoundException(ConversationId, id);
    }

    /// <summary>Throws if a user acts who lacks a right. The app needs no right.</summary>
    private protected void Require(bool isAllowed, string reason)
    {
        if (Actor is { } actor && !isAllowed)
            throw new ConversationAccessException(ConversationId, actor.UserId, reason);
    }

    /// <summary>Throws if a user acts who may only read.</summary>
    private protected void RequireWriting(ConversationFacts facts) =>
        Require(Actor is null || facts.Participant(Actor.UserId)!.Access == ParticipantAccess.ReadWrite, "may only read here");

    /// <summary>Returns the preconditions of a decision for the acting user: the user takes part with the present access.</summary>
    private protected Preconditions PreconditionsOf(ConversationFacts facts) =>
        Actor is { } actor ? new() { Participant = actor.UserId, Access = facts.Participant(actor.UserId)!.Access } : default;
}
