using Conversations.Storage;

namespace Conversations;

/// <summary>Reads notifications from the store.</summary>
internal sealed class NotificationReader(IConversationStore store, IUserLookup users, NotificationOptions options) : INotifications
{
    private const int PageSize = 100;

    public async Task<Notification?> FindAsync(ChangeContext<NotificationTriggered> context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (id, recipient) = (context.Change.ConversationId, context.Change.UserId);
        if (await store.FindEntryAsync(id, recipient, cancellationToken).ConfigureAwait(false) is not { } entry || entry.Participant.Notify == NotifySetting.None)
            return null;

        // Everything that it is about was read. What came since has its own time.
        if (Missed.UnreadAfter(entry.Participant) >= context.Change.UpTo)
            return null;

        var needsMention = entry.Participant.Notify == NotifySetting.MentionsOnly;
        var (messages, isMentioned) = await ListAsync(entry, needsMention, cancellationToken).ConfigureAwait(false);
        if (messages.Count == 0 || (needsMention && !isMentioned))
            return null;

        var mentioned = messages.SelectMany(message => Markup.Mentions(message.Text, message.MarkupOptions)).ToHashSet();
        HashSet<UserId> ids = [recipient, .. messages.Select(message => message.SenderId!.Value), .. mentioned, .. entry.FirstOthers];
        var found = await users.FindAsync(ids, cancellationToken).ConfigureAwait(false);
        return new()
        {
            DeliveryId = Delivery.IdOf("", context.Change),
            Attempt = context.Attempt,
            TriggeredAt = context.Change.At,
            Recipient = found.GetValueOrDefault(recipient) ?? new() { Id = recipient, Name = recipient.Value },
            Conversation = entry.Conversation,
            View = ConversationView.Of(entry.Conversation, recipient, entry.FirstOthers, found),
            Messages = messages,
            UnreadCount = entry.UnreadCount,
            IsMentioned = mentioned.Contains(recipient),
            Users = found,
        };
    }

    /// <summary>Returns the newest missed messages, and whether one of those that were looked at mentions the recipient.</summary>
    private async Task<(List<Message> Messages, bool IsMentioned)> ListAsync(StoredInboxEntry entry, bool needsMention, CancellationToken cancellationToken)
    {
        var (recipient, last) = (entry.Participant, entry.Conversation.LastSequence);
        var (messages, isMentioned, to) = (new List<Message>(), false, last);
        var from = Math.Max(Missed.UnreadAfter(recipient), last - INotificationStore.Reach) + 1;
        while (to >= from && (messages.Count < options.MaxMessages || (needsMention && !isMentioned)))
        {
            var window = new MessageWindow { ConversationId = entry.Conversation.Id, Viewer = recipient.UserId, From = from, To = to, Descending = true, Limit = PageSize };
            if (await store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } page)
                break;

            foreach (var message in page.Where(message => Missed.Is(message, recipient)))
            {
                if (messages.Count < options.MaxMessages)
                    messages.Add(message);

                isMentioned = isMentioned || Missed.Mentions(message, recipient.UserId);
            }

            to = page[^1].Sequence - 1;
        }

        messages.Reverse();
        return (messages, isMentioned);
    }
}
