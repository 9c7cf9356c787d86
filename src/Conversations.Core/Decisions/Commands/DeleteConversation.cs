namespace Conversations.Decisions;

/// <summary>Deletes a conversation and everything in it.</summary>
public sealed class DeleteConversation : ConversationCommand
{
    /// <summary>Gets the settings version that the caller expects, or null if the caller accepts any.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    internal override bool IsContended => true;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId };

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        if (!facts.Exists)
            return null;

        Expect(ExpectedSettingsVersion, facts.SettingsVersion);
        return new()
        {
            Change = new ConversationDeleted { ConversationId = ConversationId, At = context.Now, Actor = ActorId },
            Preconditions = new() { SettingsVersion = ExpectedSettingsVersion },
        };
    }
}
