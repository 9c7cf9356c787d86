using Conversations.Storage;

namespace Conversations;

/// <summary>Takes the mentions of a user who is erased out of subject and welcome messages; no limit of a length stands in its way.</summary>
internal sealed record EraseMentions : ConversationCommand
{
    public required Erasure Erasure { get; init; }

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
            Basis = new() { SettingsVersion = facts.SettingsVersion },
            Settings = without,
        };
    }

    private string Without(string text) => Mentions.Replace(text, Erasure.UserId, Erasure.ErasedId);
}
