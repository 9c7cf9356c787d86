using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>A model on which commands are executed, at a time that a test sets.</summary>
internal sealed class Room
{
    internal ConversationModel Model { get; set; } = ConversationModel.Of(Id);

    internal DateTimeOffset At { get; set; } = Now;

    /// <summary>Creates the conversation with Ann, who may write, Bob, who may only read, and others who may write.</summary>
    internal static Room WithAnnAndBob(params UserId[] others)
    {
        var room = new Room();
        room.Create([new(Ann), new(Bob) { Access = ParticipantAccess.Read }, .. others.Select(user => new ParticipantDraft(user))]);
        return room;
    }

    internal CommitOutcome? Do(ConversationCommand command)
    {
        (Model, var outcome) = Model.Execute(command, new(At, ConversationLimits.Default));
        return outcome;
    }

    internal CommitOutcome Apply(Commit commit)
    {
        (Model, var outcome) = Model.Apply(commit);
        return outcome;
    }

    internal void Create(params ParticipantDraft[] participants) =>
        Do(new CreateConversation { ConversationId = Id, Draft = new() { Subject = "House", Participants = participants } });

    internal void Delete() => Do(new DeleteConversation { ConversationId = Id });

    internal void Add(UserId user, History? history = null) =>
        Do(new SetParticipant { ConversationId = Id, UserId = user, Patch = new() { History = history } });

    internal void Remove(UserId user, ActingUser? actor = null) => Do(new RemoveParticipant { ConversationId = Id, Actor = actor, UserId = user });

    internal CommitOutcome? Send(string id, UserId? sender, MessageId? replyTo = null) =>
        Do(new SendMessage { ConversationId = Id, Message = Draft(id, sender, replyTo) });

    internal CommitOutcome? Import(string id, UserId? sender, DateTimeOffset at, ImportEffects? effects = null) =>
        Do(new SendMessage
        {
            ConversationId = Id,
            Message = Draft(id, sender).With(one => one.Origin, MessageOrigin.Import).With(one => one.ImportedAt, at),
            Import = effects,
        });

    internal CommitOutcome? Edit(string id, string text) => Do(new EditMessage { ConversationId = Id, MessageId = new(id), Patch = new() { Text = text } });

    internal CommitOutcome? DeleteMessage(string id) => Do(new DeleteMessage { ConversationId = Id, MessageId = new(id) });

    internal CommitOutcome? React(string id, UserId user, string emoji, bool isThere = true) =>
        Do(new SetReaction { ConversationId = Id, MessageId = new(id), UserId = user, Emoji = emoji, IsThere = isThere });

    internal ConversationFacts Facts(params UserId[] users) => Model.Facts(new() { ConversationId = Id, Users = users });

    internal IEnumerable<string> Ids(UserId? viewer = null) => Model.ListMessages(viewer)!.Select(message => message.Id.Value);
}
