namespace Conversations.Histories.Deliveries;

/// <summary>One call of a handler.</summary>
/// <param name="Began">What the handler was given.</param>
/// <param name="EndedAt">When it ended, or its host was dead; <see cref="long.MaxValue"/> if it still runs.</param>
/// <param name="IsHandled">Whether it ended without an exception.</param>
internal sealed record DeliveryAttempt(DeliveryEvent.Began Began, long EndedAt, bool IsHandled)
{
    internal long BeganAt => Began.At;

    internal long Version => Began.Version;

    internal string Host => Began.Host;

    internal static IEnumerable<DeliveryAttempt> Of(IReadOnlyCollection<DeliveryEvent> events)
    {
        var ends = events.OfType<DeliveryEvent.Ended>().ToDictionary(ended => (ended.Host, ended.Call));
        var killed = events.OfType<DeliveryEvent.Killed>().ToDictionary(one => one.Host, one => one.At);
        return events.OfType<DeliveryEvent.Began>().Select(began => ends.TryGetValue((began.Host, began.Call), out var end)
            ? new DeliveryAttempt(began, end.At, end.IsHandled)
            : new(began, killed.GetValueOrDefault(began.Host, long.MaxValue), IsHandled: false));
    }
}
