using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of what a list and a chat window draw.</summary>
internal static class ViewForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(new ObjectForm<ConversationView>(static args => new()
            {
                Title = (string)args[0], PhotoUrl = (string)args[1], ShowsSenderNames = (bool)args[2], LastSenderName = (string)args[3],
                OpeningMessages = (IReadOnlyList<OpeningMessage>)args[4],
            })
            .With(nameof(ConversationView.Title), static it => it.Title, Required | NotNull)
            .With(nameof(ConversationView.PhotoUrl), static it => it.PhotoUrl)
            .With(nameof(ConversationView.ShowsSenderNames), static it => it.ShowsSenderNames)
            .With(nameof(ConversationView.LastSenderName), static it => it.LastSenderName)
            .With(nameof(ConversationView.OpeningMessages), static it => it.OpeningMessages, NotNull))
        .Add(new ObjectForm<OpeningMessage>(static args => new((UserId?)args[0], (string)args[1]), arguments: 2)
            .With(nameof(OpeningMessage.SenderId), static it => it.SenderId)
            .With(nameof(OpeningMessage.Text), static it => it.Text, NotNull))
        .Add(new ObjectForm<InboxEntry>(static args => new()
            {
                Conversation = (Conversation)args[0], Participant = (Participant)args[1], View = (ConversationView)args[2],
                UnreadCount = (long)args[3],
            })
            .With(nameof(InboxEntry.Conversation), static it => it.Conversation, Required | NotNull)
            .With(nameof(InboxEntry.Participant), static it => it.Participant, Required | NotNull)
            .With(nameof(InboxEntry.View), static it => it.View, Required | NotNull)
            .With(nameof(InboxEntry.UnreadCount), static it => it.UnreadCount, Required)
            .With(nameof(InboxEntry.IsUnread), static it => it.IsUnread, Computed)
            .With(nameof(InboxEntry.ActiveAt), static it => it.ActiveAt, Computed))
        .Add(new ObjectForm<UnreadTotals>(static args => new((int)args[0], (long)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(UnreadTotals.Conversations), static it => it.Conversations)
            .With(nameof(UnreadTotals.Messages), static it => it.Messages)
            .With(nameof(UnreadTotals.IsExact), static it => it.IsExact))
        .AddListOf<OpeningMessage>();
}
