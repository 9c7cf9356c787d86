using static Conversations.Histories.Deliveries.DeliveryAnomalyKind;

namespace Conversations.Histories.Deliveries;

/// <summary>Checks that each change was handled, and none before the ones before it.</summary>
internal static class CompletenessCheck
{
    internal static IEnumerable<(DeliveryAnomalyKind Kind, string What)> Find(LaneHistory lane) => FindGaps(lane).Concat(FindReordered(lane));

    private static IEnumerable<(DeliveryAnomalyKind Kind, string What)> FindGaps(LaneHistory lane)
    {
        if (!lane.Facts.Handlers.Contains(lane.Handler))
            yield break;

        // A handler that came later may begin at any version up to that of the moment at which it was known. From there on it gets all.
        var from = lane.Facts.Starts.GetValueOrDefault(lane.Handler)?.GetValueOrDefault(lane.ConversationId) + 1 ?? 1;
        from = Math.Min(from, lane.Attempts.Select(attempt => attempt.Version).DefaultIfEmpty(long.MaxValue).Min());
        var deletedAt = lane.Log.OfType<ConversationDeleted>().Select(change => change.Version).DefaultIfEmpty().Max();
        var skipped = lane.Facts.Skipped.Where(one => one.Handler == lane.Handler && one.ConversationId == lane.ConversationId).Select(one => one.Version).ToHashSet();
        var parkedAt = lane.Facts.Parked.Where(one => one.Handler == lane.Handler && one.ConversationId == lane.ConversationId)
            .Select(one => one.Position).DefaultIfEmpty(long.MaxValue).Min();
        foreach (var change in lane.Log)
        {
            var isExcused = change.Version < from || change.Version < deletedAt || change.Version > parkedAt || skipped.Contains(change.Version);
            if (!isExcused && lane.Facts.Handles(lane.Handler, change) && !lane.HandledAt.ContainsKey(change.Version))
                yield return (Gap, $"Version {change.Version} was never handled.");
        }
    }

    private static IEnumerable<(DeliveryAnomalyKind Kind, string What)> FindReordered(LaneHistory lane)
    {
        var first = lane.Attempts.GroupBy(attempt => attempt.Version).Select(calls => calls.First()).OrderBy(call => call.Version);
        var (handledUpTo, before) = (0L, 0L);
        foreach (var call in first)
        {
            if (call.BeganAt < handledUpTo)
                yield return (OutOfOrder, $"Version {call.Version} was given to the handler before version {before} was handled.");

            if (lane.HandledAt.TryGetValue(call.Version, out var at) && at > handledUpTo)
                (handledUpTo, before) = (at, call.Version);
        }
    }
}
