namespace Conversations.Histories.Deliveries;

/// <summary>Judges a run: compares what handlers were given with what was committed.</summary>
public static class DeliveryCheck
{
    /// <summary>Returns all errors of a run.</summary>
    /// <param name="events">All events of all hosts, in any order.</param>
    /// <param name="facts">What was committed, and what excuses gaps and repetitions.</param>
    public static IReadOnlyList<DeliveryAnomaly> Find(IReadOnlyCollection<DeliveryEvent> events, DeliveryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(facts);
        var attempts = DeliveryAttempt.Of(events).OrderBy(attempt => attempt.BeganAt)
            .ToLookup(attempt => (attempt.Began.Handler, attempt.Began.ConversationId));
        var (lives, interruptions) = (new HostLives(events), Interruptions.In(events));
        var acknowledged = events.OfType<DeliveryEvent.Acknowledged>().OrderBy(one => one.At).ToLookup(one => (one.Handler, one.ConversationId));
        var keys = facts.Handlers.SelectMany(handler => facts.Logs.Keys.Select(id => (handler, id))).Union(attempts.Select(lane => lane.Key));
        return
        [
            .. keys.SelectMany(key =>
            {
                var lane = new LaneHistory(key.Item1, key.Item2, [.. attempts[key]], [.. acknowledged[key]], facts);
                return CompletenessCheck.Find(lane)
                    .Concat(ContentCheck.Find(lane))
                    .Concat(OverlapCheck.Find(lane, lives))
                    .Concat(RepetitionCheck.Find(lane, lives, interruptions))
                    .Select(found => new DeliveryAnomaly(found.Kind, key.Item1, key.Item2, found.What));
            }),
            .. FindSharedIds(attempts.SelectMany(lane => lane)),
            .. FindParked(facts),
        ];
    }

    private static IEnumerable<DeliveryAnomaly> FindSharedIds(IEnumerable<DeliveryAttempt> attempts) => attempts
        .GroupBy(attempt => attempt.Began.DeliveryId)
        .Where(same => same.DistinctBy(attempt => (attempt.Began.Handler, attempt.Began.ConversationId, attempt.Version)).Count() > 1)
        .Select(same => new DeliveryAnomaly(
            DeliveryAnomalyKind.OtherId, same.First().Began.Handler, same.First().Began.ConversationId, $"Several changes have the delivery id {same.Key}."));

    private static IEnumerable<DeliveryAnomaly> FindParked(DeliveryFacts facts) => facts.Parked
        .Where(_ => facts.IsOutageOnly)
        .Select(parked => new DeliveryAnomaly(
            DeliveryAnomalyKind.ParkedInOutage, parked.Handler, parked.ConversationId, $"It is parked after version {parked.Position}."));
}
