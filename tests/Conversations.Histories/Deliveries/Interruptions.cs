namespace Conversations.Histories.Deliveries;

/// <summary>How often hosts were interrupted, so that changes that they had not acknowledged may be delivered again.</summary>
internal static class Interruptions
{
    internal static int In(IReadOnlyCollection<DeliveryEvent> events) =>
        events.Count(one => one is DeliveryEvent.Killed or DeliveryEvent.Disturbed) + new HostLives(events).Lapses;
}
