using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>Answers reads of one row from the facts, for a store that has no statement of its own for them.</summary>
internal static class ReadsByFacts
{
    internal static async Task<Participant?> FindParticipantAsync(
        IConversationStore store, ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken)
    {
        UserId[] users = viewer is { } who ? [userId, who] : [userId];
        var facts = await store.ReadFactsAsync(new() { ConversationId = id, Users = users }, cancellationToken).ConfigureAwait(false);
        return Array.TrueForAll(users, user => facts.Participant(user) is not null) ? facts.Participant(userId) : null;
    }

    internal static async Task<Message?> FindMessageAsync(
        IConversationStore store, ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken)
    {
        UserId[] users = viewer is { } who ? [who] : [];
        var query = new FactsQuery { ConversationId = id, Users = users, Message = messageId, Reactor = viewer };
        var facts = await store.ReadFactsAsync(query, cancellationToken).ConfigureAwait(false);
        if (facts.Message?.Message is not { } message)
            return null;
        if (viewer is not { } reader)
            return message;

        // Facts are read for a decision, so they contain what the viewer does not see too.
        var from = facts.Participant(reader)?.VisibleFrom ?? long.MaxValue;
        return message.Sequence < from ? null
            : message.RepliedTo?.Sequence < from ? message with { RepliedTo = null }
            : message;
    }
}
