using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of the changes.</summary>
internal static class ChangeForms
{
    private static readonly ObjectForm<Change> _change = new ObjectForm<Change>()
        .With(nameof(Change.ConversationId), static it => it.ConversationId, Required)
        .With(nameof(Change.Version), static it => it.Version)
        .With(nameof(Change.At), static it => it.At, Required)
        .With(nameof(Change.Actor), static it => it.Actor);

    private static readonly ObjectForm<MessageChange> _message = new ObjectForm<MessageChange>()
        .With(nameof(MessageChange.MessageId), static it => it.MessageId, Required)
        .With(nameof(MessageChange.Sequence), static it => it.Sequence)
        .With(_change);

    private static readonly ObjectForm<ReactionChange> _reaction = new ObjectForm<ReactionChange>()
        .With(nameof(ReactionChange.UserId), static it => it.UserId, Required)
        .With(nameof(ReactionChange.Emoji), static it => it.Emoji, Required | NotNull)
        .With(_message);

    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(_change)
        .Add(_message)
        .Add(_reaction)
        .Add(new ObjectForm<ConversationCreated>(static args => new()
            {
                Participants = (IReadOnlyList<UserId>)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2],
                At = (DateTimeOffset)args[3], Actor = (UserId?)args[4],
            })
            .With(nameof(ConversationCreated.Participants), static it => it.Participants, Required | NotNull)
            .With(_change))
        .Add(new ObjectForm<ConversationUpdated>(static args => new()
            {
                Participants = (IReadOnlyList<UserId>)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2],
                At = (DateTimeOffset)args[3], Actor = (UserId?)args[4],
            })
            .With(nameof(ConversationUpdated.Participants), static it => it.Participants, NotNull)
            .With(_change))
        .Add(new ObjectForm<ConversationDeleted>(static args => new()
            {
                ConversationId = (ConversationId)args[0], Version = (long)args[1], At = (DateTimeOffset)args[2], Actor = (UserId?)args[3],
            })
            .With(_change))
        .Add(new ObjectForm<ParticipantAdded>(static args => new()
            {
                UserId = (UserId)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2], At = (DateTimeOffset)args[3],
                Actor = (UserId?)args[4],
            })
            .With(nameof(ParticipantAdded.UserId), static it => it.UserId, Required)
            .With(_change))
        .Add(new ObjectForm<ParticipantUpdated>(static args => new()
            {
                UserId = (UserId)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2], At = (DateTimeOffset)args[3],
                Actor = (UserId?)args[4],
            })
            .With(nameof(ParticipantUpdated.UserId), static it => it.UserId, Required)
            .With(_change))
        .Add(new ObjectForm<ParticipantRemoved>(static args => new()
            {
                UserId = (UserId)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2], At = (DateTimeOffset)args[3],
                Actor = (UserId?)args[4],
            })
            .With(nameof(ParticipantRemoved.UserId), static it => it.UserId, Required)
            .With(nameof(ParticipantRemoved.Left), static it => it.Left, Computed)
            .With(_change))
        .Add(new ObjectForm<MessageSent>(static args => new()
            {
                MessageId = (MessageId)args[0], Sequence = (long)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .With(_message))
        .Add(new ObjectForm<MessageEdited>(static args => new()
            {
                Revision = (int)args[0], MessageId = (MessageId)args[1], Sequence = (long)args[2], ConversationId = (ConversationId)args[3],
                Version = (long)args[4], At = (DateTimeOffset)args[5], Actor = (UserId?)args[6],
            })
            .With(nameof(MessageEdited.Revision), static it => it.Revision, Required)
            .With(_message))
        .Add(new ObjectForm<MessageDeleted>(static args => new()
            {
                MessageId = (MessageId)args[0], Sequence = (long)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .With(_message))
        .Add(new ObjectForm<ReactionAdded>(static args => new()
            {
                UserId = (UserId)args[0], Emoji = (string)args[1], MessageId = (MessageId)args[2], Sequence = (long)args[3],
                ConversationId = (ConversationId)args[4], Version = (long)args[5], At = (DateTimeOffset)args[6], Actor = (UserId?)args[7],
            })
            .With(_reaction))
        .Add(new ObjectForm<ReactionRemoved>(static args => new()
            {
                UserId = (UserId)args[0], Emoji = (string)args[1], MessageId = (MessageId)args[2], Sequence = (long)args[3],
                ConversationId = (ConversationId)args[4], Version = (long)args[5], At = (DateTimeOffset)args[6], Actor = (UserId?)args[7],
            })
            .With(_reaction))
        .Add(new ObjectForm<NotificationTriggered>(static args => new()
            {
                UserId = (UserId)args[0], UpTo = (long)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .With(nameof(NotificationTriggered.UserId), static it => it.UserId, Required)
            .With(nameof(NotificationTriggered.UpTo), static it => it.UpTo, Required)
            .With(_change))
        .AddListOf<UserId>()
        .AddListOf<Change>();
}
