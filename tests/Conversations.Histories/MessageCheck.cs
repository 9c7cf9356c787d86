using static Conversations.Histories.AnomalyKind;

namespace Conversations.Histories;

/// <summary>Checks each message alone: it must be stored once, as it was sent and acknowledged.</summary>
internal static class MessageCheck
{
    internal static IEnumerable<(AnomalyKind Kind, string What)> Find(IReadOnlyList<Attempt> attempts, EndState end)
    {
        var stored = end.Messages.ToLookup(message => message.Id);
        var deleted = end.Changes.OfType<MessageDeleted>().Select(change => change.MessageId).ToHashSet();
        var sent = attempts.ToLookup(attempt => attempt.Intent.MessageId);

        foreach (var sends in sent)
        {
            var answers = sends.Select(send => send.Answer).OfType<Answer.Ok>().ToList();
            if (answers.Count > 0 && !stored.Contains(sends.Key) && !deleted.Contains(sends.Key))
                yield return (Lost, $"Message '{sends.Key}' was acknowledged with sequence {answers[0].Sequence}, but is not stored.");

            if (answers.Count(answer => answer.Created) > 1)
                yield return (Doubled, $"Message '{sends.Key}' was acknowledged as new more than once.");

            if (answers.Select(answer => answer.Sequence).Distinct().Count() > 1)
                yield return (Doubled, $"Message '{sends.Key}' was acknowledged with several sequences.");
        }

        foreach (var copies in stored)
        {
            if (copies.Count() > 1)
                yield return (Doubled, $"Message '{copies.Key}' is stored {copies.Count()} times.");

            if (sent[copies.Key].All(send => send.Answer is Answer.Failed))
                yield return (Phantom, $"Message '{copies.Key}' is stored, but no client sent it, or all its sends failed.");

            foreach (var copy in copies)
                foreach (var send in sent[copies.Key])
                    foreach (var what in Differences(send, copy))
                        yield return (Corrupted, $"Message '{copies.Key}' has another {what} than the one that was sent or acknowledged.");
        }

        foreach (var place in end.Messages.GroupBy(message => message.Sequence).Where(place => place.Count() > 1))
            yield return (Doubled, $"Sequence {place.Key} has {place.Count()} messages.");
    }

    private static IEnumerable<string> Differences(Attempt send, Message message)
    {
        if (message.Text != send.Intent.Text)
            yield return "text";

        if (message.SenderId != send.Intent.SenderId)
            yield return "sender";

        if (send.Answer is not Answer.Ok answer)
            yield break;

        if (message.Sequence != answer.Sequence)
            yield return "sequence";

        if (message.CreatedAt != answer.CreatedAt)
            yield return "time";
    }
}
