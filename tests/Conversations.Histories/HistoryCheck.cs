namespace Conversations.Histories;

/// <summary>Judges a run: compares the answers that clients got with what is stored after it.</summary>
public static class HistoryCheck
{
    /// <summary>Returns all errors of a run.</summary>
    /// <param name="attempts">All sends of all clients to these conversations since their creation.</param>
    /// <param name="ends">
    /// The conversations after the run, with complete logs. A conversation that has attempts but is missing here counts as lost.
    /// </param>
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
