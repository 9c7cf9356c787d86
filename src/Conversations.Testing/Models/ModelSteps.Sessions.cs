using Conversations.Decisions;

namespace Conversations.Testing;

/// <content>Commands by sessions about the conversation and its participants, and what all commands by sessions share.</content>
internal sealed partial class ModelSteps
{
    private static readonly UserPermissions _manages = UserPermissions.Default with { ManageConversations = true };

    internal static History JoinHistory { get; } = Conversations.History.Last(3);

    private ModelStep Manage(ConversationModel before) => random.Next(6) switch
    {
        0 or 1 => OpenBySession(),
        2 or 3 => SetParticipantBySession(before),
        _ => Leave(before),
    };

    private ModelStep OpenBySession()
    {
        var (a, b) = Chance(50) ? (users[0], users[1]) : (users[1], users[0]);
        var command = new OpenOneOnOne { ConversationId = id, Actor = Manager(a), A = a, B = b };
        return new(
            $"{a} opens the conversation with {b}",
            async conversations => await SessionOf(conversations, command.Actor).OpenOneOnOneAsync(b),
            (model, context) =>
            {
                var existed = model.Conversation() is not null;
                return Execute(model, command, context, (next, stored) => new ConversationResult(next.Conversation(a)!, stored && !existed));
            });
    }

    private ModelStep SetParticipantBySession(ConversationModel before)
    {
        var (actor, user, patch) = (Manager(User(before)), OneOf(users), ParticipantPatch());
        var command = new SetParticipant { ConversationId = id, Actor = actor, UserId = user, Patch = patch };
        return new(
            $"set participant {user} to {Text(patch)}{By(actor)}",
            async conversations => await SessionOf(conversations, actor).SetParticipantAsync(id, user, patch),
            (model, context) => Execute(model, command, context, (next, _) => Visible(next.Participants()!.Single(one => one.UserId == user))));
    }

    private ModelStep Leave(ConversationModel before)
    {
        var actor = Manager(User(before));
        var command = new RemoveParticipant { ConversationId = id, Actor = actor, UserId = actor.UserId };
        return new(
            $"{actor.UserId} leaves",
            async conversations => await SessionOf(conversations, actor).RemoveParticipantAsync(id, actor.UserId),
            (model, context) => Execute(model, command, context, (_, stored) => stored));
    }

    private static VisibleParticipant Visible(Participant one) => new(one.UserId, one.Access, one.JoinedAt, one.ReadUpTo);

    /// <summary>Returns a user who acts with the default permissions, or null if the app acts.</summary>
    private ActingUser? MaybeSession(UserId user) => Chance(50) ? new(user, UserPermissions.Default) : null;

    private static ActingUser Manager(UserId user) => new(user, _manages);

    private static UserSession SessionOf(IConversations conversations, ActingUser actor) => conversations.As(actor.UserId, actor.Permissions);

    private static string By(ActingUser? actor) => actor is null ? "" : $", by a session of {actor.UserId}";

    private History? History() => OneOf<History?>(
    [
        null,
        Conversations.History.All,
        Conversations.History.SinceJoin,
        Conversations.History.SinceJoin,
        Conversations.History.Last(1),
        Conversations.History.Last(4),
    ]);
}
