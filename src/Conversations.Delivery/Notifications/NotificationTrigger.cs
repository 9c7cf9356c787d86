using System.Collections.Concurrent;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Triggers notifications. It is a change handler: it waits with a message until somebody may be due, and its row keeps that time. What it then
/// decides depends only on what is stored at that moment, so it does not matter how often it is called.
/// </summary>
internal sealed class NotificationTrigger(IConversationStore store, NotificationOptions options, StoreSignals signals, TimeProvider time)
    : IChangeHandler<MessageSent>
{
    internal const string Name = "conversations.notifications";

    private const int MaxRemembered = 10_000;

    private readonly INotificationStore _missed = (INotificationStore)store;
    private readonly TimeProvider _clock = store is IStoreClock shared ? shared.Clock : time;

    /// <summary>Up to which message nobody waits for a notification.</summary>
    private readonly ConcurrentDictionary<ConversationId, long> _decided = [];

    private DateTimeOffset Now => _clock.GetUtcNow();

    public async Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
    {
        var (id, sent) = (context.Change.ConversationId, context.Change);
        if (_decided.TryGetValue(id, out var upTo) && sent.Sequence <= upTo)
            return;

        // The delay is the shortest that anyone has. The clock of the host that sent may be wrong.
        var early = sent.At + options.Delay - Now;
        if (early > TimeSpan.Zero)
            throw new WaitDeliveryException(early < options.Delay ? early : options.Delay, isWoken: false);

        var next = await DecideAsync(id, cancellationToken).ConfigureAwait(false);
        if (next is { } wait)
        {
            // No message that comes meanwhile is due earlier, unless the wait is longer than the shortest one.
            throw new WaitDeliveryException(wait, isWoken: wait > options.Delay);
        }

        if (_decided.Count >= MaxRemembered)
            _decided.Clear();

        _decided[id] = Math.Max(sent.Sequence, context.Conversation?.LastSequence ?? 0);
    }

    /// <summary>Triggers what is due. Returns the time until something else is, or null if nobody waits.</summary>
    private async Task<TimeSpan?> DecideAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var all = await _missed.ListMissedAsync(id, cancellationToken).ConfigureAwait(false);
        var from = all.Where(one => one.Participant.Notify == NotifySetting.MentionsOnly).Min(one => (long?)one.First);
        var mentions = from is { } first ? await ListMentionsAsync(id, first, cancellationToken).ConfigureAwait(false) : [];
        var (now, commits, next) = (Now, new List<Commit>(), (DateTimeOffset?)null);
        foreach (var missed in all)
        {
            var due = DueAt(id, missed, mentions);
            if (due <= now)
                commits.Add(CommitOf(id, missed, now));
            else if (!(due >= next))
                next = due ?? next;
        }

        if (commits.Count > 0)
            await CommitAsync(id, commits, cancellationToken).ConfigureAwait(false);

        return next - now;
    }

    /// <summary>Returns when a participant is due, or null if they are not to be notified of what they have missed.</summary>
    private DateTimeOffset? DueAt(ConversationId id, MissedMessages missed, IReadOnlyList<Message> mentions)
    {
        var recipient = missed.Participant;
        var (first, last, lastSequence) = (missed.FirstAt, missed.LastAt, missed.Last);
        if (recipient.Notify == NotifySetting.MentionsOnly)
        {
            var about = mentions.Where(message => Missed.Is(message, recipient) && Missed.Mentions(message, recipient.UserId)).ToList();
            if (about.Count == 0)
                return null;

            (first, last, lastSequence) = (about[0].CreatedAt, about[^1].CreatedAt, about[^1].Sequence);
        }

        var delays = options.DelaysOf(recipient.UserId, id);
        var (afterLast, afterFirst) = (last + delays.Delay, first + delays.MaxDelay);
        var due = afterLast < afterFirst ? afterLast : afterFirst;
        if (missed.Notified is not { } notified || recipient.ReadUpTo >= notified.From)
            return due;

        // The recipient has not read since. Without new messages or a time to repeat after, nothing is due again.
        if (lastSequence <= notified.UpTo || notified.At + options.RepeatAfter is not { } repeated)
            return null;

        return repeated > due ? repeated : due;
    }

    /// <summary>Returns the messages from a sequence on that mention somebody, of the newest ones.</summary>
    private async Task<IReadOnlyList<Message>> ListMentionsAsync(ConversationId id, long from, CancellationToken cancellationToken)
    {
        var window = new MessageWindow { ConversationId = id, From = from, Descending = true, Limit = INotificationStore.Reach };
        var messages = await store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false) ?? [];
        return [.. messages.Reverse().Where(message => Markup.Mentions(message.Text, message.MarkupOptions).Count > 0)];
    }

    private static Commit CommitOf(ConversationId id, MissedMessages missed, DateTimeOffset now) => new()
    {
        Change = new NotificationTriggered { ConversationId = id, At = now, UserId = missed.Participant.UserId, UpTo = missed.Last },
        Notified = new(missed.First, missed.Notified?.UpTo ?? 0),
    };

    private async Task CommitAsync(ConversationId id, List<Commit> commits, CancellationToken cancellationToken)
    {
        var outcomes = await store.CommitAsync(commits, cancellationToken).ConfigureAwait(false);
        if (outcomes.Any(outcome => outcome is CommitOutcome.Stored))
            signals.Tell(id, 0, typeof(NotificationTriggered));

        // A participant who has left meanwhile, or whom another host has notified, is stale. That is as it should be.
        if (outcomes.OfType<CommitOutcome.Failed>().FirstOrDefault() is { } failed)
            throw failed.Error;
    }
}
