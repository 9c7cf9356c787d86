using System.Data.Common;

namespace Conversations;

/// <summary>Changes as lines of the log, and back, from the columns that each database's own statement gives in this order.</summary>
internal static class ChangeRows
{
    internal static UserId? UserOf(Change change) => change switch
    {
        ParticipantAdded added => added.UserId,
        ParticipantUpdated updated => updated.UserId,
        ParticipantRemoved removed => removed.UserId,
        ReactionChange reaction => reaction.UserId,
        _ => null,
    };

    internal static ChangeKind KindOf(Change change) => change switch
    {
        ConversationCreated => ChangeKind.ConversationCreated,
        ConversationUpdated => ChangeKind.ConversationUpdated,
        ConversationDeleted => ChangeKind.ConversationDeleted,
        ParticipantAdded => ChangeKind.ParticipantAdded,
        ParticipantUpdated => ChangeKind.ParticipantUpdated,
        ParticipantRemoved => ChangeKind.ParticipantRemoved,
        MessageSent => ChangeKind.MessageSent,
        MessageEdited => ChangeKind.MessageEdited,
        MessageDeleted => ChangeKind.MessageDeleted,
        ReactionAdded => ChangeKind.ReactionAdded,
        ReactionRemoved => ChangeKind.ReactionRemoved,
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    internal static Change Read(DbDataReader row, ConversationId id, UserId[] users)
    {
        var (version, at, actor, sequence) = (row.GetInt64(0), row.Time(2), row.UserOrNull(3), row.Number(6) ?? 0);
        return (ChangeKind)row.GetInt32(1) switch
        {
            ChangeKind.ConversationCreated => new ConversationCreated { ConversationId = id, Version = version, At = at, Actor = actor, Participants = users },
            ChangeKind.ConversationUpdated => new ConversationUpdated { ConversationId = id, Version = version, At = at, Actor = actor, Participants = users },
            ChangeKind.ConversationDeleted => new ConversationDeleted { ConversationId = id, Version = version, At = at, Actor = actor },
            ChangeKind.ParticipantAdded => new ParticipantAdded { ConversationId = id, Version = version, At = at, Actor = actor, UserId = row.User(4) },
            ChangeKind.ParticipantUpdated => new ParticipantUpdated { ConversationId = id, Version = version, At = at, Actor = actor, UserId = row.User(4) },
            ChangeKind.ParticipantRemoved => new ParticipantRemoved { ConversationId = id, Version = version, At = at, Actor = actor, UserId = row.User(4) },
            ChangeKind.MessageSent => new MessageSent { ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence },
            ChangeKind.MessageEdited => new MessageEdited
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence, Revision = row.GetInt32(7),
            },
            ChangeKind.MessageDeleted => new MessageDeleted { ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence },
            ChangeKind.ReactionAdded => new ReactionAdded
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence, UserId = row.User(4), Emoji = row.GetString(8),
            },
            ChangeKind.ReactionRemoved => new ReactionRemoved
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = row.Message(9), Sequence = sequence, UserId = row.User(4), Emoji = row.GetString(8),
            },
            var kind => throw new StorageException($"The log of changes has an unknown kind {(int)kind}. Update {typeof(ChangeRows).Assembly.GetName().Name}."),
        };
    }
}
