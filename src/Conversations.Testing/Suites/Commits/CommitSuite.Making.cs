using Conversations.Decisions;

namespace Conversations.Testing;

/// <content>
/// Creates commits of each kind. They have no preconditions until a test adds some; only a send requires its sender as
/// participant.
/// </content>
public abstract partial class CommitSuite
{
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    private Commit Creating(ConversationId id, params UserId[] users) => new()
    {
        Change = new ConversationCreated { ConversationId = id, At = Now, Participants = users },
        Settings = ConversationSettings.Default,
        Participants = [.. users.Select(user => Participant(user, joins: true))],
    };

    private Commit Updating(ConversationId id, string subject) => new()
    {
        Change = new ConversationUpdated { ConversationId = id, At = Now },
        Settings = new() { Subject = subject },
    };

    private Commit Erasing(ConversationId id) => new() { Change = new ConversationDeleted { ConversationId = id, At = Now } };

    private Commit Adding(ConversationId id, UserId user) => new()
    {
        Change = new ParticipantAdded { ConversationId = id, At = Now, UserId = user },
        Participants = [Participant(user, joins: true)],
    };

    private Commit Changing(ConversationId id, UserId user) => new()
    {
        Change = new ParticipantUpdated { ConversationId = id, At = Now, UserId = user },
        Participants = [Participant(user, joins: false) with { Access = ParticipantAccess.Read }],
    };

    private Commit Removing(ConversationId id, UserId user) =>
        new() { Change = new ParticipantRemoved { ConversationId = id, At = Now, UserId = user } };

    private Commit Sending(ConversationId id, UserId? sender, MessageId messageId) => new()
    {
        Change = new MessageSent { ConversationId = id, At = Now, Actor = sender, MessageId = messageId },
        Preconditions = new() { Participant = sender },
        Message = new()
        {
            Id = messageId,
            SenderId = sender,
            Text = "hello",
            Hash = ContentHash.Of("hello", CustomData.Empty, null),
        },
    };

    private Commit Editing(ConversationId id, MessageId messageId, int revision = 1) => new()
    {
        Change = new MessageEdited { ConversationId = id, At = Now, MessageId = messageId, Revision = revision },
        Content = new("edited", CustomData.Empty),
    };

    private Commit Deleting(ConversationId id, MessageId messageId) =>
        new() { Change = new MessageDeleted { ConversationId = id, At = Now, MessageId = messageId } };

    private Commit Reacting(ConversationId id, MessageId messageId, UserId user, string emoji = "👍") =>
        new() { Change = new ReactionAdded { ConversationId = id, At = Now, Actor = user, MessageId = messageId, UserId = user, Emoji = emoji } };

    private Commit Unreacting(ConversationId id, MessageId messageId, UserId user, string emoji = "👍") =>
        new() { Change = new ReactionRemoved { ConversationId = id, At = Now, Actor = user, MessageId = messageId, UserId = user, Emoji = emoji } };

    private static ParticipantWrite Participant(UserId user, bool joins) => new(user, ParticipantAccess.ReadWrite, NotifySetting.All, joins);
}
