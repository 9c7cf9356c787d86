using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of what a list and a chat window draw.</summary>
internal static class ViewForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<ConversationView>(static args => new ConversationView
            {
                Title = (string)args[0], PhotoUrl = (string)args[1], ShowsSenderNames = (bool)args[2], LastSenderName = (string)args[3],
                OpeningMessages = (IReadOnlyList<OpeningMessage>)args[4],
            })
            .With(nameof(ConversationView.Title), static it => ((ConversationView)it).Title, Required | NotNull)
            .With(nameof(ConversationView.PhotoUrl), static it => ((ConversationView)it).PhotoUrl)
            .With(nameof(ConversationView.ShowsSenderNames), static it => ((ConversationView)it).ShowsSenderNames)
            .With(nameof(ConversationView.LastSenderName), static it => ((ConversationView)it).LastSenderName)
            .With(nameof(ConversationView.OpeningMessages), static it => ((ConversationView)it).OpeningMessages, NotNull)
        .Add<OpeningMessage>(static args => new OpeningMessage((UserId?)args[0], (string)args[1]), arguments: 2)
            .With(nameof(OpeningMessage.SenderId), static it => ((OpeningMessage)it).SenderId)
            .With(nameof(OpeningMessage.Text), static it => ((OpeningMessage)it).Text, NotNull)
        .Add<InboxEntry>(static args => new InboxEntry
            {
                Conversation = (Conversation)args[0], Participant = (Participant)args[1], View = (ConversationView)args[2],
                UnreadCount = (long)args[3],
            })
            .With(nameof(InboxEntry.Conversation), static it => ((InboxEntry)it).Conversation, Required | NotNull)
            .With(nameof(InboxEntry.Participant), static it => ((InboxEntry)it).Participant, Required | NotNull)
            .With(nameof(InboxEntry.View), static it => ((InboxEntry)it).View, Required | NotNull)
            .With(nameof(InboxEntry.UnreadCount), static it => ((InboxEntry)it).UnreadCount, Required)
            .With(nameof(InboxEntry.IsUnread), static it => ((InboxEntry)it).IsUnread, Computed)
            .With(nameof(InboxEntry.ActiveAt), static it => ((InboxEntry)it).ActiveAt, Computed)
        .Add<UnreadTotals>(static args => new UnreadTotals((int)args[0], (long)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(UnreadTotals.Conversations), static it => ((UnreadTotals)it).Conversations)
            .With(nameof(UnreadTotals.Messages), static it => ((UnreadTotals)it).Messages)
            .With(nameof(UnreadTotals.IsExact), static it => ((UnreadTotals)it).IsExact)
        .AddListOf<OpeningMessage>();
}
