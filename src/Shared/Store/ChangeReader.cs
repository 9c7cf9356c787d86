namespace Conversations;

/// <summary>
/// Converts changes to lines of the log, and back. The statements of each database select the columns in the order in which they are read here.
/// </summary>
internal static class ChangeReader
{
    /// <summary>What the log keeps in the place of a revision if only a notification setting changed.</summary>
    private const int NotifyOnly = 1;

    internal static UserId? UserOf(Change change) => change switch
    {
        ParticipantAdded added => added.UserId,
        ParticipantUpdated updated => updated.UserId,
        ParticipantRemoved removed => removed.UserId,
        ReactionChange reaction => reaction.UserId,
        NotificationTriggered triggered => triggered.UserId,
        _ => null,
    };

    internal static int? RevisionOf(Change change) => change switch
    {
        MessageEdited edited => edited.Revision,
        ParticipantUpdated { IsNotifyOnly: true } => NotifyOnly,
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
        NotificationTriggered => ChangeKind.NotificationTriggered,
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    /// <summary>Returns a number that has the bit of each kind of changes, or all bits for null.</summary>
    internal static int BitsOf(IReadOnlyCollection<Type>? kinds) =>
        kinds?.Aggregate(0, static (bits, kind) => Enum.TryParse<ChangeKind>(kind.Name, out var number) ? bits | (1 << (int)number) : bits) ?? -1;

    internal static Change Read(ref RowReader row, ConversationId id)
    {
        // Every column is read, in order. The kind decides which of the values the change takes.
        var (version, kind, at, actor) = (row.NextInt64(), (ChangeKind)row.NextInt32(), row.NextTime(), row.NextUserOrNull());
        var (user, users, sequence) = (row.NextUserOrNull(), row.NextUsers(), row.NextInt64OrNull() ?? 0);
        var (revision, emoji, message) = (row.NextInt32OrNull(), row.NextTextOrNull(), row.NextMessageOrNull());
        return kind switch
        {
            ChangeKind.ConversationCreated => new ConversationCreated
            {
                ConversationId = id, Version = version, At = at, Actor = actor, Participants = users,
            },
            ChangeKind.ConversationUpdated => new ConversationUpdated
            {
                ConversationId = id, Version = version, At = at, Actor = actor, Participants = users,
            },
            ChangeKind.ConversationDeleted => new ConversationDeleted { ConversationId = id, Version = version, At = at, Actor = actor },
            ChangeKind.ParticipantAdded => new ParticipantAdded
            {
                ConversationId = id, Version = version, At = at, Actor = actor, UserId = Required(user),
            },
            ChangeKind.ParticipantUpdated => new ParticipantUpdated
            {
                ConversationId = id, Version = version, At = at, Actor = actor, UserId = Required(user), IsNotifyOnly = revision == NotifyOnly,
            },
            ChangeKind.ParticipantRemoved => new ParticipantRemoved
            {
                ConversationId = id, Version = version, At = at, Actor = actor, UserId = Required(user),
            },
            ChangeKind.MessageSent => new MessageSent
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = Required(message), Sequence = sequence,
            },
            ChangeKind.MessageEdited => new MessageEdited
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = Required(message), Sequence = sequence,
                Revision = Required(revision),
            },
            ChangeKind.MessageDeleted => new MessageDeleted
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = Required(message), Sequence = sequence,
            },
            ChangeKind.ReactionAdded => new ReactionAdded
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = Required(message), Sequence = sequence,
                UserId = Required(user), Emoji = Required(emoji),
            },
            ChangeKind.ReactionRemoved => new ReactionRemoved
            {
                ConversationId = id, Version = version, At = at, Actor = actor, MessageId = Required(message), Sequence = sequence,
                UserId = Required(user), Emoji = Required(emoji),
            },
            ChangeKind.NotificationTriggered => new NotificationTriggered
            {
                ConversationId = id, Version = version, At = at, Actor = actor, UserId = Required(user), UpTo = sequence,
            },
            _ => throw new StorageException($"The log of changes has an unknown kind {(int)kind}. Update {typeof(ChangeReader).Assembly.GetName().Name}."),
        };
    }

    private static T Required<T>(T? value)
        where T : struct => value ?? throw Missing();

    private static string Required(string? value) => value ?? throw Missing();

    private static InvalidCastException Missing() => new("A line of the log of changes lacks a value that its kind needs.");
}
