using Conversations.Storage;

namespace Conversations;

/// <summary>Deletes a conversation with all that it holds.</summary>
public sealed record DeleteConversation : ConversationCommand
{
    /// <summary>Gets the settings version that the caller expects; null = any.</summary>
    public long? ExpectedSettingsVersion { get; init; }

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId };

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        if (!facts.Exists)
            return null;

        Expect(ExpectedSettingsVersion, facts);
        return new()
        {
            Change = new ConversationDeleted { ConversationId = ConversationId, At = context.Now, Actor = ActorId },
            Basis = new() { SettingsVersion = ExpectedSettingsVersion },
        };
    }
}
