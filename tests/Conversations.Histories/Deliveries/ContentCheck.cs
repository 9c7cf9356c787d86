using static Conversations.Histories.Deliveries.DeliveryAnomalyKind;

namespace Conversations.Histories.Deliveries;

/// <summary>Checks what each call was given: a change of the log, its own content, and its own id.</summary>
internal static class ContentCheck
{
    internal static IEnumerable<(DeliveryAnomalyKind Kind, string What)> Find(LaneHistory lane) =>
        lane.Attempts.SelectMany(attempt => Find(lane, attempt.Began)).Concat(FindOtherIds(lane));

    private static IEnumerable<(DeliveryAnomalyKind Kind, string What)> Find(LaneHistory lane, DeliveryEvent.Began began)
    {
        var begins = lane.Log.Count == 0 ? 1 : lane.Log[0].Version;
        var change = lane.Changes.GetValueOrDefault(began.Version);
        if (change is null && began.Version >= begins)
            yield return (Uncommitted, $"Version {began.Version} is not in the log.");

        if (change is not null && (change.GetType().Name != began.Kind || (change as MessageChange)?.MessageId != began.MessageId))
            yield return (WrongContent, $"Version {began.Version} is {change.GetType().Name} in the log, but the handler got {began.Kind}.");

        if (began.ContentOf is { } of && of != lane.ConversationId)
            yield return (WrongContent, $"Version {began.Version} came with the conversation '{of}'.");

        if (began.Message is { } message && message != began.MessageId)
            yield return (WrongContent, $"Version {began.Version} came with the message '{message}'.");

        if (began is { Message: { } own, Text: { } text } && lane.Facts.TextOf(lane.ConversationId, own) is { } expected && text != expected)
            yield return (WrongContent, $"Version {began.Version} came with another text.");
    }

    private static IEnumerable<(DeliveryAnomalyKind Kind, string What)> FindOtherIds(LaneHistory lane) => lane.Attempts
        .GroupBy(attempt => attempt.Version)
        .Where(calls => calls.Select(call => call.Began.DeliveryId).Distinct().Count() > 1)
        .Select(calls => (OtherId, $"Version {calls.Key} was delivered with several ids."));
}
