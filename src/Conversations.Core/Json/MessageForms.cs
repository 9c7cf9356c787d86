using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of messages, their drafts and reactions.</summary>
internal static class MessageForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<Message>(static args => new Message
            {
                Id = (MessageId)args[0], ConversationId = (ConversationId)args[1], Sequence = (long)args[2], Origin = (MessageOrigin)args[3],
                SenderId = (UserId?)args[4], Text = (string)args[5], Custom = (CustomData)args[6], CreatedAt = (DateTimeOffset)args[7],
                EditedAt = (DateTimeOffset?)args[8], Revision = (int)args[9], ReplyTo = (MessageId?)args[10], RepliedTo = (Message)args[11],
                Reactions = (IReadOnlyList<Reaction>)args[12],
            })
            .With(nameof(Message.Id), static it => ((Message)it).Id, Required)
            .With(nameof(Message.ConversationId), static it => ((Message)it).ConversationId, Required)
            .With(nameof(Message.Sequence), static it => ((Message)it).Sequence, Required)
            .WithEnum(nameof(Message.Type), static it => ((Message)it).Type, Computed)
            .WithEnum(nameof(Message.Origin), static it => ((Message)it).Origin)
            .With(nameof(Message.SenderId), static it => ((Message)it).SenderId)
            .With(nameof(Message.Text), static it => ((Message)it).Text, Required | NotNull)
            .With(nameof(Message.Custom), static it => ((Message)it).Custom, NotNull)
            .With(nameof(Message.CreatedAt), static it => ((Message)it).CreatedAt, Required)
            .With(nameof(Message.EditedAt), static it => ((Message)it).EditedAt)
            .With(nameof(Message.Revision), static it => ((Message)it).Revision)
            .With(nameof(Message.ReplyTo), static it => ((Message)it).ReplyTo)
            .With(nameof(Message.RepliedTo), static it => ((Message)it).RepliedTo)
            .With(nameof(Message.Reactions), static it => ((Message)it).Reactions, NotNull)
        .AddDraft<MessageDraft>(static () => new MessageDraft(""))
            .With(nameof(MessageDraft.Text), static it => ((MessageDraft)it).Text,
                static (it, value) => ((MessageDraft)it).Text = value, Required | NotNull)
            .With(nameof(MessageDraft.Id), static it => ((MessageDraft)it).Id,
                static (it, value) => ((MessageDraft)it).Id = value)
            .With(nameof(MessageDraft.Custom), static it => ((MessageDraft)it).Custom,
                static (it, value) => ((MessageDraft)it).Custom = value, NotNull)
            .With(nameof(MessageDraft.ReplyTo), static it => ((MessageDraft)it).ReplyTo,
                static (it, value) => ((MessageDraft)it).ReplyTo = value)
        .AddDraft<ImportedMessage>(static () => new ImportedMessage { Id = default, Text = "", CreatedAt = default })
            .With(nameof(ImportedMessage.Id), static it => ((ImportedMessage)it).Id,
                static (it, value) => ((ImportedMessage)it).Id = value, Required)
            .With(nameof(ImportedMessage.SenderId), static it => ((ImportedMessage)it).SenderId,
                static (it, value) => ((ImportedMessage)it).SenderId = value)
            .With(nameof(ImportedMessage.Text), static it => ((ImportedMessage)it).Text,
                static (it, value) => ((ImportedMessage)it).Text = value, Required | NotNull)
            .With(nameof(ImportedMessage.CreatedAt), static it => ((ImportedMessage)it).CreatedAt,
                static (it, value) => ((ImportedMessage)it).CreatedAt = value, Required)
            .With(nameof(ImportedMessage.Custom), static it => ((ImportedMessage)it).Custom,
                static (it, value) => ((ImportedMessage)it).Custom = value, NotNull)
            .With(nameof(ImportedMessage.ReplyTo), static it => ((ImportedMessage)it).ReplyTo,
                static (it, value) => ((ImportedMessage)it).ReplyTo = value)
        .Add<SendResult>(static args => new SendResult((Message)args[0], (bool)args[1]), arguments: 2)
            .With(nameof(SendResult.Message), static it => ((SendResult)it).Message)
            .With(nameof(SendResult.Created), static it => ((SendResult)it).Created)
        .Add<ImportProgress>(static args => new ImportProgress((long)args[0], (long)args[1], (long)args[2]), arguments: 3)
            .With(nameof(ImportProgress.Stored), static it => ((ImportProgress)it).Stored)
            .With(nameof(ImportProgress.AlreadyThere), static it => ((ImportProgress)it).AlreadyThere)
            .With(nameof(ImportProgress.Refused), static it => ((ImportProgress)it).Refused)
        .Add<Reaction>(static args => new Reaction((string)args[0], (int)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(Reaction.Emoji), static it => ((Reaction)it).Emoji, NotNull)
            .With(nameof(Reaction.Count), static it => ((Reaction)it).Count)
            .With(nameof(Reaction.ByViewer), static it => ((Reaction)it).ByViewer)
        .Add<Reactor>(static args => new Reactor((UserId)args[0], (string)args[1], (DateTimeOffset)args[2], (long)args[3]), arguments: 4)
            .With(nameof(Reactor.UserId), static it => ((Reactor)it).UserId)
            .With(nameof(Reactor.Emoji), static it => ((Reactor)it).Emoji, NotNull)
            .With(nameof(Reactor.At), static it => ((Reactor)it).At)
            .With(nameof(Reactor.Version), static it => ((Reactor)it).Version)
        .AddListOf<Reaction>();
}
