using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests which commands are refused because a user may not do them, and the whole text of each error.</summary>
public sealed class RefusedRightTests
{
    private static readonly Dictionary<string, Refused> _refused = new()
    {
        ["create without the permission"] = new(
            "In conversation 'room', user 'eve' may not create conversations.",
            () => Create(Id, As(Eve)),
            () => Nothing),
        ["create a conversation that others have"] = new(
            "In conversation 'room', user 'eve' may not create a conversation with this id.",
            () => Create(Id, Manager(Eve))),
        ["create a conversation with the id of a pair"] = new(
            "In conversation '0123456789abcdef0123', user 'eve' may not create a conversation with this id.",
            () => Create(PairId, Manager(Eve)),
            () => Nothing.With(one => one.ConversationId, PairId)),
        ["create with more access for others"] = new(
            "In conversation 'room', user 'eve' may not give more access than their own.",
            () => Create(Id, Manager(Eve), new ParticipantDraft(Eve) { Access = ParticipantAccess.Read }, new ParticipantDraft(Ann)),
            () => Nothing),
        ["create with notifications of others"] = new(
            "In conversation 'room', user 'eve' may not set the notifications of others.",
            () => Create(Id, Manager(Eve), new ParticipantDraft(Ann) { Notify = NotifySetting.MentionsOnly }),
            () => Nothing),
        ["update without the permission"] = new(
            "In conversation 'room', user 'ann' may not edit the conversation.",
            () => new SetConversation { ConversationId = Id, Actor = As(Ann), Patch = new() { Subject = "Other" } }),
        ["update with reading access"] = new(
            "In conversation 'room', user 'bob' may only read here.",
            () => new SetConversation { ConversationId = Id, Actor = Manager(Bob), Patch = new() { Subject = "Other" } }),
        ["open a 1-on-1 without the permission"] = new(
            "In conversation 'room', user 'eve' may not open a conversation.",
            () => new OpenOneOnOne { ConversationId = Id, Actor = As(Eve), A = Eve, B = Ann }),
        ["open a 1-on-1 that does not exist without the permission"] = new(
            "In conversation 'room', user 'eve' may not open a conversation.",
            () => new OpenOneOnOne { ConversationId = Id, Actor = As(Eve), A = Eve, B = Ann },
            () => Nothing),
        ["open a 1-on-1 after the app removed the user"] = new(
            "In conversation 'room', user 'cy' may not open a conversation.",
            () => new OpenOneOnOne { ConversationId = Id, Actor = Manager(Cy), A = Cy, B = Ann }),
        ["leave without the permission"] = new(
            "In conversation 'room', user 'ann' may not leave.",
            () => new RemoveParticipant { ConversationId = Id, Actor = As(Ann), UserId = Ann }),
        ["remove others without the permission"] = new(
            "In conversation 'room', user 'ann' may not remove participants.",
            () => new RemoveParticipant { ConversationId = Id, Actor = As(Ann, new() { Leave = true }), UserId = Bob }),
        ["remove a participant with more access"] = new(
            "In conversation 'room', user 'bob' may not remove a participant with more access.",
            () => new RemoveParticipant { ConversationId = Id, Actor = Manager(Bob), UserId = Ann }),
        ["reply without the permission"] = new(
            "In conversation 'room', user 'ann' may not reply.",
            () => Send(As(Ann, new() { Reply = false }), Draft("m3", Ann, new("m2"))),
            () => Facts.With(one => one.ReplyTo, Stored("m2", Bob))),
        ["reply to a system message"] = new(
            "In conversation 'room', user 'ann' may not reply to a system message.",
            () => Send(As(Ann), Draft("m3", Ann, new("m2"))),
            () => Facts.With(one => one.ReplyTo, Stored("m2", null))),
        ["send for a user who left"] = new(
            "In conversation 'room', user 'dee' does not take part.",
            () => Send(null, Draft("m3", Dee))),
        ["send with reading access"] = new(
            "In conversation 'room', user 'bob' may read but not send.",
            () => Send(As(Bob), Draft("m3", Bob))),
        ["edit a message of others"] = new(
            "In conversation 'room', user 'ann' may edit their own messages only.",
            () => Edit(As(Ann)),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["edit a system message"] = new(
            "In conversation 'room', user 'ann' may edit their own messages only.",
            () => Edit(As(Ann)),
            () => Facts.With(one => one.Message, Stored("m2", null))),
        ["edit without the permission"] = new(
            "In conversation 'room', user 'ann' may not edit messages.",
            () => Edit(As(Ann, new() { EditOwnMessages = false })),
            () => Facts.With(one => one.Message, Stored("m2", Ann))),
        ["edit with reading access"] = new(
            "In conversation 'room', user 'bob' may only read here.",
            () => Edit(As(Bob)),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["delete a message of others"] = new(
            "In conversation 'room', user 'ann' may delete their own messages only.",
            () => Delete(As(Ann)),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["delete without the permission"] = new(
            "In conversation 'room', user 'ann' may not delete messages.",
            () => Delete(As(Ann, new() { DeleteOwnMessages = false })),
            () => Facts.With(one => one.Message, Stored("m2", Ann))),
        ["delete with reading access"] = new(
            "In conversation 'room', user 'bob' may only read here.",
            () => Delete(As(Bob)),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["react for others"] = new(
            "In conversation 'room', user 'ann' may react for themselves only.",
            () => React(As(Ann), Bob),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["react without the permission"] = new(
            "In conversation 'room', user 'ann' may not react.",
            () => React(As(Ann, new() { React = false }), Ann),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["react for a user who left"] = new(
            "In conversation 'room', user 'dee' does not take part.",
            () => React(null, Dee),
            () => Facts.With(one => one.Message, Stored("m2", Bob))),
        ["react to a system message"] = new(
            "In conversation 'room', user 'ann' may not react to a system message.",
            () => React(As(Ann), Ann),
            () => Facts.With(one => one.Message, Stored("m2", null))),
    };

    public static TheoryData<string> Names => [.. _refused.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_is_refused_with_the_user_and_the_reason(string name)
    {
        var refused = _refused[name];
        var command = refused.Command();
        var facts = refused.Facts?.Invoke() ?? Facts;

        var act = () => Decided.By(command, facts);

        var error = act.Should().ThrowExactly<ConversationAccessException>().Which;
        error.Message.Should().Be(refused.Message);
        error.ConversationId.Should().Be(command.ConversationId);
        error.Message.Should().Contain($"user '{error.UserId}'");
    }

    [Fact]
    public void Refused_opening_names_the_id_that_the_user_would_have_been_given()
    {
        var command = new OpenOneOnOne { ConversationId = new("older"), NamedId = Id, Actor = As(Eve), A = Eve, B = Ann };

        var act = () => Decided.By(command);

        act.Should().ThrowExactly<ConversationAccessException>()
            .WithMessage("In conversation 'room', user 'eve' may not open a conversation.").Which.ConversationId.Should().Be(Id);
    }

    private static CreateConversation Create(ConversationId id, ActingUser actor, params ParticipantDraft[] participants) =>
        new() { ConversationId = id, Actor = actor, Draft = new() { Participants = participants } };

    private static SendMessage Send(ActingUser? actor, NewMessage message) => new() { ConversationId = Id, Actor = actor, Message = message };

    private static EditMessage Edit(ActingUser actor) => new() { ConversationId = Id, Actor = actor, MessageId = new("m2"), Patch = new() { Text = "Other" } };

    private static DeleteMessage Delete(ActingUser actor) => new() { ConversationId = Id, Actor = actor, MessageId = new("m2") };

    private static SetReaction React(ActingUser? actor, UserId user) =>
        new() { ConversationId = Id, Actor = actor, MessageId = new("m2"), UserId = user, Emoji = ":a:", IsThere = true };

    private sealed record Refused(string Message, Func<ConversationCommand> Command, Func<ConversationFacts>? Facts = null);
}
