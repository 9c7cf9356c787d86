using static Conversations.Histories.Deliveries.DeliveryAnomalyKind;

namespace Conversations.Histories.Deliveries;

/// <summary>Checks that a handler handled one change of a conversation at a time.</summary>
internal static class OverlapCheck
{
    internal static IEnumerable<(DeliveryAnomalyKind Kind, string What)> Find(LaneHistory lane, HostLives lives)
    {
        var running = new List<DeliveryAttempt>();
        foreach (var call in lane.Attempts)
        {
            running.RemoveAll(earlier => earlier.EndedAt <= call.BeganAt);
            foreach (var earlier in running.Where(earlier => MustNotOverlap(earlier, call, lives)))
                yield return (Overlapping, $"Version {call.Version} was given to '{call.Host}' while '{earlier.Host}' handled version {earlier.Version}.");

            running.Add(call);
        }
    }

    /// <summary>A host that did not renew its lease in time may overlap with its successor. A host never overlaps with itself.</summary>
    private static bool MustNotOverlap(DeliveryAttempt earlier, DeliveryAttempt later, HostLives lives) =>
        earlier.Host == later.Host
        || (lives.Cover(earlier.Host, earlier.BeganAt, later.BeganAt) && lives.Cover(later.Host, later.BeganAt, later.BeganAt));
}
