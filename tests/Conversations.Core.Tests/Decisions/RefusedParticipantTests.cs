using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests what a user may not do to participants, alone and with a patch of the conversation, and the whole text of each error.</summary>
public sealed class RefusedParticipantTests
{
    private static readonly Dictionary<string, Refused> _refused = new()
    {
        ["notifications of a participant"] = new(
            "In conversation 'room', user 'ann' may not set the notifications of others.",
            () => Manager(Ann), Bob, () => new() { Notify = NotifySetting.None }),
        ["notifications of a new participant"] = new(
            "In conversation 'room', user 'ann' may not set the notifications of others.",
            () => Manager(Ann), Eve, () => new() { Notify = NotifySetting.MentionsOnly }),
        ["history of a participant"] = new(
            "In conversation 'room', user 'ann' may not set the history of a participant.",
            () => Manager(Ann), Bob, () => new() { History = History.All }),
        ["history of the user who acts"] = new(
            "In conversation 'room', user 'ann' may not set the history of a participant.",
            () => Manager(Ann), Ann, () => new() { History = History.SinceJoin }),
        ["adding a user without the permission"] = new(
            "In conversation 'room', user 'ann' may not add participants.",
            () => As(Ann), Eve, () => null),
        ["user whom the app removed"] = new(
            "In conversation 'room', user 'ann' may not add a user again whom the app removed.",
            () => Manager(Ann), Cy, () => null),
        ["more access than before"] = new(
            "In conversation 'room', user 'ann' may not give more access than the participant had before, or than their own.",
            () => Manager(Ann), Dee, () => new() { Access = ParticipantAccess.ReadWrite }),
        ["more access for the user who comes back"] = new(
            "In conversation 'room', user 'dee' may not give more access than the participant had before, or than their own.",
            () => Manager(Dee), Dee, () => new() { Access = ParticipantAccess.ReadWrite }),
        ["more access than that of the user who acts"] = new(
            "In conversation 'room', user 'bob' may not give more access than the participant had before, or than their own.",
            () => Manager(Bob), Eve, () => new() { Access = ParticipantAccess.ReadWrite }),
        ["access without the permission"] = new(
            "In conversation 'room', user 'ann' may not set access.",
            () => As(Ann), Ann, () => new() { Access = ParticipantAccess.Read }),
        ["own access that is raised"] = new(
            "In conversation 'room', user 'bob' may not set access beyond their own.",
            () => Manager(Bob), Bob, () => new() { Access = ParticipantAccess.ReadWrite }),
        ["access of a participant who may do more"] = new(
            "In conversation 'room', user 'bob' may not set access beyond their own.",
            () => Manager(Bob), Ann, () => new() { Access = ParticipantAccess.Read }),
    };

    public static TheoryData<string> Names => [.. _refused.Keys];

    /// <summary>A patch of the conversation itself needs more than reading, so there the cases of Bob have another reason.</summary>
    public static TheoryData<string> NamesOfWriters => [.. _refused.Where(one => one.Value.Message.Contains("'ann'", StringComparison.Ordinal)
        && one.Key is not ("adding a user without the permission" or "access without the permission")).Select(one => one.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Participant_is_not_set_if_the_user_may_not(string name)
    {
        var (message, actor, user, patch) = _refused[name];

        ShouldBeRefused(new SetParticipant { ConversationId = Id, Actor = actor(), UserId = user, Patch = patch() }, message);
    }

    [Theory]
    [MemberData(nameof(NamesOfWriters))]
    public void Patch_of_a_conversation_gives_no_more_rights_over_participants(string name)
    {
        var (message, actor, user, patch) = _refused[name];
        var participants = new Dictionary<UserId, ParticipantPatch?> { [user] = patch() };

        ShouldBeRefused(new SetConversation { ConversationId = Id, Actor = actor(), Patch = new() { Participants = participants } }, message);
    }

    private static void ShouldBeRefused(ConversationCommand command, string message)
    {
        var act = () => Decided.By(command);

        var error = act.Should().ThrowExactly<ConversationAccessException>().Which;
        error.Message.Should().Be(message);
        error.ConversationId.Should().Be(Id);
        error.UserId.Should().Be(command.Actor!.UserId);
    }

    private sealed record Refused(string Message, Func<ActingUser> Actor, UserId User, Func<ParticipantPatch?> Patch);
}
