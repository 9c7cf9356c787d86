using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests what commands say about themselves: their ids, the facts that they need, and what they contend for.</summary>
public sealed class CommandInputTests
{
    private static readonly MessageId _message = new("m2");
    private static readonly ConversationDraft _draft = new() { Participants = [new(Ann)] };

    private static readonly Dictionary<string, (string Parameter, Func<ConversationCommand> Command)> _withoutId = new()
    {
        ["create"] = ("ConversationId", () => new CreateConversation { ConversationId = default, Draft = _draft }),
        ["create with a participant"] = (
            "participant.UserId",
            () => new CreateConversation { ConversationId = Id, Draft = new() { Participants = [new(default)] } }),
        ["set"] = ("ConversationId", () => new SetConversation { ConversationId = default, Patch = new() }),
        ["set with a participant"] = (
            "userId",
            () => new SetConversation { ConversationId = Id, Patch = Adding(default) }),
        ["delete"] = ("ConversationId", () => new DeleteConversation { ConversationId = default }),
        ["open"] = ("ConversationId", () => new OpenOneOnOne { ConversationId = default, A = Ann, B = Bob }),
        ["open for the one"] = ("A", () => new OpenOneOnOne { ConversationId = Id, A = default, B = Bob }),
        ["open for the other"] = ("B", () => new OpenOneOnOne { ConversationId = Id, A = Ann, B = default }),
        ["set participant"] = ("ConversationId", () => new SetParticipant { ConversationId = default, UserId = Bob }),
        ["set participant without a user"] = ("UserId", () => new SetParticipant { ConversationId = Id, UserId = default }),
        ["remove participant"] = ("ConversationId", () => new RemoveParticipant { ConversationId = default, UserId = Bob }),
        ["remove participant without a user"] = ("UserId", () => new RemoveParticipant { ConversationId = Id, UserId = default }),
        ["send"] = ("ConversationId", () => new SendMessage { ConversationId = default, Message = Draft("m2", Ann) }),
        ["send without a message id"] = ("Message.Id", () => new SendMessage { ConversationId = Id, Message = Draft("m2", Ann).With(one => one.Id, default) }),
        ["edit"] = ("ConversationId", () => new EditMessage { ConversationId = default, MessageId = _message, Patch = new() }),
        ["edit without a message"] = ("MessageId", () => new EditMessage { ConversationId = Id, MessageId = default, Patch = new() }),
        ["delete message"] = ("ConversationId", () => new DeleteMessage { ConversationId = default, MessageId = _message }),
        ["delete message without a message"] = ("MessageId", () => new DeleteMessage { ConversationId = Id, MessageId = default }),
        ["react"] = ("ConversationId", () => React(default, _message, Ann)),
        ["react without a message"] = ("MessageId", () => React(Id, default, Ann)),
        ["react without a user"] = ("UserId", () => React(Id, _message, default)),
    };

    private static readonly Dictionary<string, (Func<ConversationCommand> Command, Func<FactsQuery> Needs)> _needing = new()
    {
        ["create"] = (() => new CreateConversation { ConversationId = Id, Draft = _draft }, () => new() { ConversationId = Id }),
        ["create in a session"] = (
            () => new CreateConversation { ConversationId = Id, Actor = As(Bob), Draft = _draft },
            () => new() { ConversationId = Id, Users = [Bob] }),
        ["set"] = (() => new SetConversation { ConversationId = Id, Patch = new() }, () => new() { ConversationId = Id }),
        ["set in a session with a participant"] = (
            () => new SetConversation { ConversationId = Id, Actor = As(Ann), Patch = Adding(Bob) },
            () => new() { ConversationId = Id, Users = [Ann, Bob] }),
        ["delete"] = (() => new DeleteConversation { ConversationId = Id }, () => new() { ConversationId = Id }),
        ["open"] = (() => new OpenOneOnOne { ConversationId = Id, A = Ann, B = Bob }, () => new() { ConversationId = Id, Users = [Ann, Bob] }),
        ["open with oneself"] = (() => new OpenOneOnOne { ConversationId = Id, A = Ann, B = Ann }, () => new() { ConversationId = Id, Users = [Ann] }),
        ["set participant"] = (() => new SetParticipant { ConversationId = Id, UserId = Bob }, () => new() { ConversationId = Id, Users = [Bob] }),
        ["set participant in a session"] = (
            () => new SetParticipant { ConversationId = Id, Actor = As(Ann), UserId = Bob },
            () => new() { ConversationId = Id, Users = [Ann, Bob] }),
        ["remove participant in a session"] = (
            () => new RemoveParticipant { ConversationId = Id, Actor = As(Ann), UserId = Bob },
            () => new() { ConversationId = Id, Users = [Ann, Bob] }),
        ["send"] = (() => new SendMessage { ConversationId = Id, Message = Draft("m2", Ann) }, () => new() { ConversationId = Id, Users = [Ann] }),
        ["send by the app"] = (() => new SendMessage { ConversationId = Id, Message = Draft("m2", null) }, () => new() { ConversationId = Id }),
        ["reply"] = (
            () => new SendMessage { ConversationId = Id, Message = Draft("m2", Ann, new("m1")) },
            () => new() { ConversationId = Id, Users = [Ann], Message = _message, ReplyTo = new("m1") }),
        ["edit in a session"] = (
            () => new EditMessage { ConversationId = Id, Actor = As(Ann), MessageId = _message, Patch = new() },
            () => new() { ConversationId = Id, Users = [Ann], Message = _message }),
        ["delete message"] = (() => new DeleteMessage { ConversationId = Id, MessageId = _message }, () => new() { ConversationId = Id, Message = _message }),
        ["react"] = (
            () => React(Id, _message, Ann),
            () => new() { ConversationId = Id, Users = [Ann], Message = _message, Reactor = Ann }),
        ["erase participant"] = (() => new EraseParticipant { ConversationId = Id, UserId = Ann }, () => new() { ConversationId = Id, Users = [Ann] }),
        ["erase mentions"] = (
            () => new EraseMentions { ConversationId = Id, Erasure = new(Ann, new("erased-1"), keepsText: true) },
            () => new() { ConversationId = Id }),
    };

    public static TheoryData<string> WithoutId => [.. _withoutId.Keys];

    public static TheoryData<string> Needing => [.. _needing.Keys];

    [Theory]
    [MemberData(nameof(WithoutId))]
    public void Default_id_is_refused(string name)
    {
        var (parameter, command) = _withoutId[name];

        command().Invoking(one => one.Check(Context)).Should().ThrowExactly<ArgumentException>().WithParameterName(parameter);
    }

    [Theory]
    [MemberData(nameof(Needing))]
    public void Command_needs_the_facts_about_its_users_and_messages_only(string name)
    {
        var (command, expected) = (_needing[name].Command(), _needing[name].Needs());

        var needs = command.Needs;

        needs.Should().BeEquivalentTo(expected);
    }

    [Theory]
    [MemberData(nameof(Needing))]
    public void Commands_contend_for_the_conversation_or_a_message_and_sends_for_nothing(string name)
    {
        var command = _needing[name].Command();

        command.IsContended.Should().Be(command is not SendMessage);
        command.Contended.Should().Be(command is EditMessage or DeleteMessage or SetReaction ? _message : default);
    }

    [Fact]
    public void Only_a_message_that_is_no_reply_is_decided_without_facts()
    {
        new SendMessage { ConversationId = Id, Message = Draft("m2", Ann) }.DecideOptimistically(Context).Should().NotBeNull();
        new SendMessage { ConversationId = Id, Message = Draft("m2", Ann, new("m1")) }.DecideOptimistically(Context).Should().BeNull();
        new DeleteConversation { ConversationId = Id }.DecideOptimistically(Context).Should().BeNull();
    }

    [Fact]
    public void Patches_and_attributes_that_change_after_the_command_was_made_have_no_effect()
    {
        var (conversation, message, participant) = (new ConversationPatch { Subject = "Given" }, new MessagePatch { Text = "Given" }, new ParticipantPatch());
        var (draft, settings) = (new ConversationDraft { Subject = "Given" }, new ConversationSettings { Subject = "Given" });
        var create = new CreateConversation { ConversationId = Id, Draft = draft };
        var set = new SetConversation { ConversationId = Id, Patch = conversation };
        var edit = new EditMessage { ConversationId = Id, MessageId = _message, Patch = message };
        var add = new SetParticipant { ConversationId = Id, UserId = Bob, Patch = participant };
        var open = new OpenOneOnOne { ConversationId = Id, A = Ann, B = Bob, Settings = settings };

        (conversation.Subject, message.Text, draft.Subject, settings.Subject) = ("Other", "Other", "Other", "Other");
        participant.Access = ParticipantAccess.Read;

        new[] { create.Draft.Subject, set.Patch.Subject, edit.Patch.Text, open.Settings.Subject }.Should().AllBe("Given");
        add.Patch!.IsAssigned(nameof(ParticipantPatch.Access)).Should().BeFalse();
    }

    [Fact]
    public void Default_permissions_allow_what_concerns_the_user_alone()
    {
        new UserPermissions().Should().Be(new UserPermissions
        {
            EditOwnMessages = true,
            DeleteOwnMessages = true,
            Reply = true,
            React = true,
            MarkAsUnread = true,
            Leave = false,
            ManageConversations = false,
        });
        UserPermissions.Default.Should().Be(new UserPermissions());
    }

    private static ConversationPatch Adding(UserId user) => new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [user] = null } };

    private static SetReaction React(ConversationId id, MessageId message, UserId user) =>
        new() { ConversationId = id, MessageId = message, UserId = user, Emoji = ":a:", IsThere = true };
}
