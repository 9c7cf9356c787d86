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

    /// <summary>Gives the attributes of a conversation that must exist.</summary>
    private protected ConversationSettings Existing(ConversationFacts facts) =>
        facts.Settings ?? throw new ConversationNotFoundException(ConversationId);

    /// <summary>Refuses where the caller expected another settings version.</summary>
    private protected void Expect(long? settingsVersion, ConversationFacts facts)
    {
        if (settingsVersion is { } expected && expected != facts.SettingsVersion)
            throw new ConversationConflictException(ConversationId, expected, facts.SettingsVersion);
    }

    /// <summary>Gives a message that must exist.</summary>
    private protected Message Existing(MessageSlot? slot, MessageId id) =>
        slot?.Message ?? throw new MessageNotFoundException(ConversationId, id);
}
