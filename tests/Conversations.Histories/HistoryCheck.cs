namespace Conversations.Histories;

/// <summary>Judges a run: compares what clients were told with what is there in the end.</summary>
public static class HistoryCheck
{
    /// <summary>Gives all that is wrong.</summary>
    /// <param name="attempts">All sends of all clients to these conversations, from the beginning on.</param>
    /// <param name="ends">The conversations in the end, of which nothing was pruned; one that was sent to and is missing here counts as gone.</param>
    public static IReadOnlyList<Anomaly> Find(IReadOnlyCollection<Attempt> attempts, IReadOnlyDictionary<ConversationId, EndState> ends)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        ArgumentNullException.ThrowIfNull(ends);
        var sent = attempts.ToLookup(attempt => attempt.Intent.ConversationId);
        var ids = ends.Keys.Union(sent.Select(sends => sends.Key));
        return [.. ids.SelectMany(id => Find(id, [.. sent[id]], ends.GetValueOrDefault(id) ?? new(null, [], [])))];
    }

    private static IEnumerable<Anomaly> Find(ConversationId id, IReadOnlyList<Attempt> attempts, EndState end)
    {
        var found = MessageCheck.Find(attempts, end).Concat(OrderCheck.Find(attempts, end)).Concat(ShapeCheck.Find(end));
        return found.Select(anomaly => new Anomaly(anomaly.Kind, id, anomaly.What));
    }
}
