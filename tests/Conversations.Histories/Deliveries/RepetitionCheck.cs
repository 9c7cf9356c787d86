using static Conversations.Histories.Deliveries.DeliveryAnomalyKind;

namespace Conversations.Histories.Deliveries;

/// <summary>Checks that a change that was handled is delivered again only if its host was interrupted before the store had acknowledged it.</summary>
internal static class RepetitionCheck
{
    /// <summary>How many changes of a conversation may be delivered again after each interruption.</summary>
    private const int Allowed = 100;

    internal static IEnumerable<(DeliveryAnomalyKind Kind, string What)> Find(LaneHistory lane, HostLives lives, int interruptions)
    {
        var replayedAt = lane.Facts.Replays.GetValueOrDefault(lane.Handler, long.MaxValue);
        var (stored, next, repeated) = (0L, 0, 0);
        foreach (var call in lane.Attempts)
        {
            while (next < lane.Acknowledged.Count && lane.Acknowledged[next].At <= call.BeganAt)
                stored = Math.Max(stored, lane.Acknowledged[next++].Position);

            if (call.BeganAt >= replayedAt || !lane.HandledAt.TryGetValue(call.Version, out var handledAt) || handledAt > call.BeganAt)
                continue;

            // A host that was frozen between its last look at its lease and the call begins one call too many.
            if (call.Version <= stored && lives.Cover(call.Host, call.BeganAt, call.BeganAt))
                yield return (Repeated, $"Version {call.Version} was given to '{call.Host}' again after version {stored} had been acknowledged.");

            repeated++;
        }

        if (repeated > (long)Allowed * interruptions)
            yield return (Repeated, $"{repeated} changes were delivered again after {interruptions} interruptions.");
    }
}
