namespace Conversations.Histories.Deliveries;

/// <summary>What a handler was given of one conversation, and what it had to be given.</summary>
internal sealed class LaneHistory
{
    internal LaneHistory(
        string handler, ConversationId conversationId, IReadOnlyList<DeliveryAttempt> attempts, IReadOnlyList<DeliveryEvent.Acknowledged> acknowledged,
        DeliveryFacts facts)
    {
        (Handler, ConversationId, Attempts, Acknowledged, Facts) = (handler, conversationId, attempts, acknowledged, facts);
        Log = facts.Logs.GetValueOrDefault(conversationId) ?? [];
        Changes = Log.ToDictionary(change => change.Version);
        foreach (var attempt in attempts.Where(attempt => attempt.IsHandled))
            HandledAt[attempt.Version] = Math.Min(HandledAt.GetValueOrDefault(attempt.Version, long.MaxValue), attempt.EndedAt);
    }

    internal string Handler { get; }

    internal ConversationId ConversationId { get; }

    /// <summary>Gets the calls in the order in which they began.</summary>
    internal IReadOnlyList<DeliveryAttempt> Attempts { get; }

    internal IReadOnlyList<DeliveryEvent.Acknowledged> Acknowledged { get; }

    internal DeliveryFacts Facts { get; }

    internal IReadOnlyList<Change> Log { get; }

    /// <summary>Gets the changes of the log by their versions.</summary>
    internal IReadOnlyDictionary<long, Change> Changes { get; }

    /// <summary>Gets when each version was first handled.</summary>
    internal Dictionary<long, long> HandledAt { get; } = [];
}
