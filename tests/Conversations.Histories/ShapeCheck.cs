using static Conversations.Histories.AnomalyKind;

namespace Conversations.Histories;

/// <summary>Checks a conversation without the attempts: its messages, its log and its counters must agree.</summary>
internal static class ShapeCheck
{
    internal static IEnumerable<(AnomalyKind Kind, string What)> Find(EndState end) =>
        FindGaps(end).Concat(FindUnlogged(end)).Concat(FindBrokenLog(end)).Concat(FindMiscounted(end));

    private static IEnumerable<(AnomalyKind Kind, string What)> FindGaps(EndState end)
    {
        var taken = end.Messages.Select(message => message.Sequence)
            .Concat(end.Changes.OfType<MessageDeleted>().Select(change => change.Sequence)).ToHashSet();
        var last = Math.Max(end.Conversation?.LastSequence ?? 0, taken.DefaultIfEmpty().Max());
        for (var sequence = 1L; sequence <= last; sequence++)
        {
            if (!taken.Contains(sequence))
                yield return (Gapped, $"Sequence {sequence} has neither a message nor the log entry of a deleted one.");
        }
    }

    private static IEnumerable<(AnomalyKind Kind, string What)> FindUnlogged(EndState end)
    {
        var logged = end.Changes.OfType<MessageSent>().Select(change => (change.MessageId, change.Sequence)).ToList();
        var known = logged.ToHashSet();
        var there = end.Messages.Select(message => (message.Id, message.Sequence)).ToHashSet();
        var deleted = end.Changes.OfType<MessageDeleted>().Select(change => (change.MessageId, change.Sequence)).ToHashSet();

        foreach (var (id, sequence) in there.Where(message => !known.Contains(message)))
            yield return (HalfVisible, $"Message '{id}' at {sequence} is not in the log.");

        foreach (var (id, sequence) in known.Where(message => !there.Contains(message) && !deleted.Contains(message)))
            yield return (HalfVisible, $"The log has message '{id}' at {sequence}, which is not stored.");

        foreach (var twice in logged.GroupBy(message => message.MessageId).Where(changes => changes.Count() > 1))
            yield return (Doubled, $"The log has message '{twice.Key}' {twice.Count()} times.");
    }

    private static IEnumerable<(AnomalyKind Kind, string What)> FindBrokenLog(EndState end)
    {
        var expected = 1L;
        foreach (var change in end.Changes.OrderBy(change => change.Version))
        {
            if (change.Version != expected)
                yield return (HalfVisible, $"The log has version {change.Version} where {expected} should be.");

            expected = change.Version + 1;
        }
    }

    private static IEnumerable<(AnomalyKind Kind, string What)> FindMiscounted(EndState end)
    {
        if (end.Conversation is not { } conversation)
        {
            if (end.Messages.Count > 0 || end.Changes.Count > 0)
                yield return (HalfVisible, "Messages or changes are stored, but not their conversation.");

            yield break;
        }

        var last = end.Messages.MaxBy(message => message.Sequence);
        var lastSequence = Math.Max(
            last?.Sequence ?? 0, end.Changes.OfType<MessageSent>().Select(change => change.Sequence).DefaultIfEmpty().Max());
        if (conversation.MessageCount != end.Messages.Count)
            yield return (HalfVisible, $"The conversation counts {conversation.MessageCount} messages, but has {end.Messages.Count}.");

        if (conversation.LastSequence != lastSequence)
            yield return (HalfVisible, $"The conversation has last sequence {conversation.LastSequence}, but its messages and its log end at {lastSequence}.");

        if (conversation.LastMessage?.Id != last?.Id)
            yield return (HalfVisible, $"The conversation has last message '{conversation.LastMessage?.Id}', but the last one stored is '{last?.Id}'.");

        if (last is not null && !(conversation.LastActivityAt >= last.CreatedAt))
            yield return (HalfVisible, "The conversation's last activity is before its last message.");

        var version = end.Changes.Select(change => change.Version).DefaultIfEmpty().Max();
        if (conversation.Version != version)
            yield return (HalfVisible, $"The conversation has version {conversation.Version}, but its log ends at {version}.");
    }
}
