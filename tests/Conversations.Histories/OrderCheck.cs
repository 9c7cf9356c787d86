using static Conversations.Histories.AnomalyKind;

namespace Conversations.Histories;

/// <summary>Checks pairs of messages: a message that was acknowledged before another was sent must come first.</summary>
internal static class OrderCheck
{
    internal static IEnumerable<(AnomalyKind Kind, string What)> Find(IReadOnlyList<Attempt> attempts, EndState end) =>
        FindInTime(attempts, end).Concat(FindInLog(end)).Concat(FindInTimes(end));

    private static IEnumerable<(AnomalyKind Kind, string What)> FindInTime(IReadOnlyList<Attempt> attempts, EndState end)
    {
        var places = end.Messages.GroupBy(message => message.Id).ToDictionary(copies => copies.Key, copies => copies.First().Sequence);

        // It is not known which attempt stored a message. But it was stored after the first call and before the first successful answer.
        var sends = attempts.GroupBy(attempt => attempt.Intent.MessageId).Where(sends => places.ContainsKey(sends.Key)).Select(sends => new
        {
            Id = sends.Key,
            Sequence = places[sends.Key],
            InvokedAt = sends.Min(send => send.InvokedAt),
            AnsweredAt = sends.Where(send => send.Answer is Answer.Ok).Select(send => send.AnsweredAt).DefaultIfEmpty(long.MaxValue).Min(),
        }).ToList();

        var answered = new Queue<(MessageId Id, long Sequence, long At)>(
            sends.OrderBy(send => send.AnsweredAt).Select(send => (send.Id, send.Sequence, send.AnsweredAt)));
        (MessageId Id, long Sequence, long At) last = default;
        foreach (var send in sends.OrderBy(send => send.InvokedAt))
        {
            while (answered.TryPeek(out var next) && next.At < send.InvokedAt)
            {
                answered.Dequeue();
                last = next.Sequence > last.Sequence ? next : last;
            }

            if (last.Sequence > send.Sequence)
                yield return (Reordered, $"Message '{last.Id}' was acknowledged before '{send.Id}' was sent, but has a greater sequence.");
        }
    }

    private static IEnumerable<(AnomalyKind Kind, string What)> FindInLog(EndState end)
    {
        var sent = end.Changes.OfType<MessageSent>().OrderBy(change => change.Version).ToList();
        return sent.Zip(sent.Skip(1)).Where(pair => pair.First.Sequence >= pair.Second.Sequence)
            .Select(pair => (Reordered, $"The log has sequence {pair.First.Sequence} before {pair.Second.Sequence}."));
    }

    private static IEnumerable<(AnomalyKind Kind, string What)> FindInTimes(EndState end)
    {
        var messages = end.Messages.OrderBy(message => message.Sequence).ToList();
        return messages.Zip(messages.Skip(1)).Where(pair => pair.First.CreatedAt > pair.Second.CreatedAt)
            .Select(pair => (Reordered, $"Message '{pair.Second.Id}' has an earlier time than the message before it."));
    }
}
