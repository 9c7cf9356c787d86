using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of messages, their drafts and reactions.</summary>
internal static class MessageForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(new ObjectForm<Message>(static args => new()
            {
                Id = (MessageId)args[0], ConversationId = (ConversationId)args[1], Sequence = (long)args[2], Origin = (MessageOrigin)args[3],
                SenderId = (UserId?)args[4], Text = (string)args[5], Custom = (CustomData)args[6], CreatedAt = (DateTimeOffset)args[7],
                EditedAt = (DateTimeOffset?)args[8], Revision = (int)args[9], ReplyTo = (MessageId?)args[10], RepliedTo = (Message)args[11],
                Reactions = (IReadOnlyList<Reaction>)args[12],
            })
            .With(nameof(Message.Id), static it => it.Id, Required)
            .With(nameof(Message.ConversationId), static it => it.ConversationId, Required)
            .With(nameof(Message.Sequence), static it => it.Sequence, Required)
            .WithEnum(nameof(Message.Type), static it => it.Type, Computed)
            .WithEnum(nameof(Message.Origin), static it => it.Origin)
            .With(nameof(Message.SenderId), static it => it.SenderId)
            .With(nameof(Message.Text), static it => it.Text, Required | NotNull)
            .With(nameof(Message.Custom), static it => it.Custom, NotNull)
            .With(nameof(Message.CreatedAt), static it => it.CreatedAt, Required)
            .With(nameof(Message.EditedAt), static it => it.EditedAt)
            .With(nameof(Message.Revision), static it => it.Revision)
            .With(nameof(Message.ReplyTo), static it => it.ReplyTo)
            .With(nameof(Message.RepliedTo), static it => it.RepliedTo)
            .With(nameof(Message.Reactions), static it => it.Reactions, NotNull))
        .Add(new ObjectForm<MessageDraft>(static () => new(""))
            .With(nameof(MessageDraft.Text), static it => it.Text, static (it, value) => it.Text = value, Required | NotNull)
            .With(nameof(MessageDraft.Id), static it => it.Id, static (it, value) => it.Id = value)
            .With(nameof(MessageDraft.Custom), static it => it.Custom, static (it, value) => it.Custom = value, NotNull)
            .With(nameof(MessageDraft.ReplyTo), static it => it.ReplyTo, static (it, value) => it.ReplyTo = value))
        .Add(new ObjectForm<ImportedMessage>(static () => new() { Id = default, Text = "", CreatedAt = default })
            .With(nameof(ImportedMessage.Id), static it => it.Id, static (it, value) => it.Id = value, Required)
            .With(nameof(ImportedMessage.SenderId), static it => it.SenderId, static (it, value) => it.SenderId = value)
            .With(nameof(ImportedMessage.Text), static it => it.Text, static (it, value) => it.Text = value, Required | NotNull)
            .With(nameof(ImportedMessage.CreatedAt), static it => it.CreatedAt, static (it, value) => it.CreatedAt = value, Required)
            .With(nameof(ImportedMessage.Custom), static it => it.Custom, static (it, value) => it.Custom = value, NotNull)
            .With(nameof(ImportedMessage.ReplyTo), static it => it.ReplyTo, static (it, value) => it.ReplyTo = value))
        .Add(new ObjectForm<SendResult>(static args => new((Message)args[0], (bool)args[1]), arguments: 2)
            .With(nameof(SendResult.Message), static it => it.Message)
            .With(nameof(SendResult.Created), static it => it.Created))
        .Add(new ObjectForm<ImportProgress>(static args => new((long)args[0], (long)args[1], (long)args[2]), arguments: 3)
            .With(nameof(ImportProgress.Stored), static it => it.Stored)
            .With(nameof(ImportProgress.AlreadyThere), static it => it.AlreadyThere)
            .With(nameof(ImportProgress.Refused), static it => it.Refused))
        .Add(new ObjectForm<Reaction>(static args => new((string)args[0], (int)args[1], (bool)args[2]), arguments: 3)
            .With(nameof(Reaction.Emoji), static it => it.Emoji, NotNull)
            .With(nameof(Reaction.Count), static it => it.Count)
            .With(nameof(Reaction.ByViewer), static it => it.ByViewer))
        .Add(new ObjectForm<Reactor>(static args => new((UserId)args[0], (string)args[1], (DateTimeOffset)args[2], (long)args[3]), arguments: 4)
            .With(nameof(Reactor.UserId), static it => it.UserId)
            .With(nameof(Reactor.Emoji), static it => it.Emoji, NotNull)
            .With(nameof(Reactor.At), static it => it.At)
            .With(nameof(Reactor.Version), static it => it.Version))
        .AddListOf<Reaction>();
}
