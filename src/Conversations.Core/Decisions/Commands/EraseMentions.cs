namespace Conversations.Decisions;

/// <summary>Replaces the mentions of an erased user in subject and welcome messages. The limits of their lengths are not checked.</summary>
internal sealed class EraseMentions : ConversationCommand
{
    public required Erasure Erasure { get; init; }

    internal override bool IsContended => true;

    /// <inheritdoc/>
    public override FactsQuery Needs => new() { ConversationId = ConversationId };

    /// <inheritdoc/>
    public override Commit? Decide(ConversationFacts facts, in DecisionContext context)
    {
        var settings = Existing(facts);
        var without = settings with
        {
            Subject = settings.Subject is { } subject ? Without(subject) : null,
            WelcomeMessages = [.. settings.WelcomeMessages.Select(Without)],
        };
        return without.Equals(settings) ? null : new()
        {
            Change = new ConversationUpdated { ConversationId = ConversationId, At = context.Now, Participants = [] },
            Preconditions = new() { SettingsVersion = facts.SettingsVersion },
            Settings = without,
        };
    }

    private string Without(string text) => Mentions.Replace(text, Erasure.UserId, Erasure.ErasedId);
}
