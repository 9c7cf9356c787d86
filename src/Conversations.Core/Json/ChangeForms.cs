using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of the changes.</summary>
internal static class ChangeForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<Change>()
            .With(nameof(Change.ConversationId), static it => ((Change)it).ConversationId, Required)
            .With(nameof(Change.Version), static it => ((Change)it).Version)
            .With(nameof(Change.At), static it => ((Change)it).At, Required)
            .With(nameof(Change.Actor), static it => ((Change)it).Actor)
        .Add<MessageChange>()
            .With(nameof(MessageChange.MessageId), static it => ((MessageChange)it).MessageId, Required)
            .With(nameof(MessageChange.Sequence), static it => ((MessageChange)it).Sequence)
            .WithBase<Change>()
        .Add<ReactionChange>()
            .With(nameof(ReactionChange.UserId), static it => ((ReactionChange)it).UserId, Required)
            .With(nameof(ReactionChange.Emoji), static it => ((ReactionChange)it).Emoji, Required | NotNull)
            .WithBase<MessageChange>()
        .Add<ConversationCreated>(static args => new ConversationCreated
            {
                Participants = (IReadOnlyList<UserId>)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2],
                At = (DateTimeOffset)args[3], Actor = (UserId?)args[4],
            })
            .With(nameof(ConversationCreated.Participants), static it => ((ConversationCreated)it).Participants, Required | NotNull)
            .WithBase<Change>()
        .Add<ConversationUpdated>(static args => new ConversationUpdated
            {
                Participants = (IReadOnlyList<UserId>)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2],
                At = (DateTimeOffset)args[3], Actor = (UserId?)args[4],
            })
            .With(nameof(ConversationUpdated.Participants), static it => ((ConversationUpdated)it).Participants, NotNull)
            .WithBase<Change>()
        .Add<ConversationDeleted>(static args => new ConversationDeleted
            {
                ConversationId = (ConversationId)args[0], Version = (long)args[1], At = (DateTimeOffset)args[2], Actor = (UserId?)args[3],
            })
            .WithBase<Change>()
        .Add<ParticipantAdded>(static args => new ParticipantAdded
            {
                UserId = (UserId)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2], At = (DateTimeOffset)args[3],
                Actor = (UserId?)args[4],
            })
            .With(nameof(ParticipantAdded.UserId), static it => ((ParticipantAdded)it).UserId, Required)
            .WithBase<Change>()
        .Add<ParticipantUpdated>(static args => new ParticipantUpdated
            {
                UserId = (UserId)args[0], IsNotifyOnly = (bool)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .With(nameof(ParticipantUpdated.UserId), static it => ((ParticipantUpdated)it).UserId, Required)
            .With(nameof(ParticipantUpdated.IsNotifyOnly), static it => ((ParticipantUpdated)it).IsNotifyOnly)
            .WithBase<Change>()
        .Add<ParticipantRemoved>(static args => new ParticipantRemoved
            {
                UserId = (UserId)args[0], ConversationId = (ConversationId)args[1], Version = (long)args[2], At = (DateTimeOffset)args[3],
                Actor = (UserId?)args[4],
            })
            .With(nameof(ParticipantRemoved.UserId), static it => ((ParticipantRemoved)it).UserId, Required)
            .With(nameof(ParticipantRemoved.Left), static it => ((ParticipantRemoved)it).Left, Computed)
            .WithBase<Change>()
        .Add<MessageSent>(static args => new MessageSent
            {
                MessageId = (MessageId)args[0], Sequence = (long)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .WithBase<MessageChange>()
        .Add<MessageEdited>(static args => new MessageEdited
            {
                Revision = (int)args[0], MessageId = (MessageId)args[1], Sequence = (long)args[2], ConversationId = (ConversationId)args[3],
                Version = (long)args[4], At = (DateTimeOffset)args[5], Actor = (UserId?)args[6],
            })
            .With(nameof(MessageEdited.Revision), static it => ((MessageEdited)it).Revision, Required)
            .WithBase<MessageChange>()
        .Add<MessageDeleted>(static args => new MessageDeleted
            {
                MessageId = (MessageId)args[0], Sequence = (long)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .WithBase<MessageChange>()
        .Add<ReactionAdded>(static args => new ReactionAdded
            {
                UserId = (UserId)args[0], Emoji = (string)args[1], MessageId = (MessageId)args[2], Sequence = (long)args[3],
                ConversationId = (ConversationId)args[4], Version = (long)args[5], At = (DateTimeOffset)args[6], Actor = (UserId?)args[7],
            })
            .WithBase<ReactionChange>()
        .Add<ReactionRemoved>(static args => new ReactionRemoved
            {
                UserId = (UserId)args[0], Emoji = (string)args[1], MessageId = (MessageId)args[2], Sequence = (long)args[3],
                ConversationId = (ConversationId)args[4], Version = (long)args[5], At = (DateTimeOffset)args[6], Actor = (UserId?)args[7],
            })
            .WithBase<ReactionChange>()
        .Add<NotificationTriggered>(static args => new NotificationTriggered
            {
                UserId = (UserId)args[0], UpTo = (long)args[1], ConversationId = (ConversationId)args[2], Version = (long)args[3],
                At = (DateTimeOffset)args[4], Actor = (UserId?)args[5],
            })
            .With(nameof(NotificationTriggered.UserId), static it => ((NotificationTriggered)it).UserId, Required)
            .With(nameof(NotificationTriggered.UpTo), static it => ((NotificationTriggered)it).UpTo, Required)
            .WithBase<Change>()
        .AddListOf<UserId>()
        .AddListOf<Change>();
}
