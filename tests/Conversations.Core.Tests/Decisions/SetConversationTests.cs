using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class SetConversationTests
{
    [Fact]
    public void Patch_of_attributes_writes_no_participant()
    {
        Decided.By(Set(null, new() { Subject = "Other" })).ShouldBe(new()
        {
            Change = new ConversationUpdated { ConversationId = Id, At = Now },
            Preconditions = new() { SettingsVersion = 3 },
            Settings = new() { Subject = "Other" },
        });
    }

    [Fact]
    public void Patch_of_participants_writes_those_that_change_and_no_attributes()
    {
        Decided.By(Set(Manager(Ann), With((Ann, null), (Eve, null), (Bob, new() { Access = ParticipantAccess.ReadWrite })))).ShouldBe(new()
        {
            Change = new ConversationUpdated { ConversationId = Id, At = Now, Actor = Ann, Participants = [Eve, Bob] },
            Preconditions = new() { SettingsVersion = 3 },
            Participants =
            [
                new(Eve, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true),
                new(Bob, ParticipantAccess.ReadWrite, NotifySetting.None, Joins: false),
            ],
        });
    }

    [Fact]
    public void Attributes_and_participants_change_together()
    {
        var patch = With((Eve, null));
        patch.Subject = null;

        Decided.By(Set(null, patch)).ShouldBe(new()
        {
            Change = new ConversationUpdated { ConversationId = Id, At = Now, Participants = [Eve] },
            Preconditions = new() { SettingsVersion = 3 },
            Settings = new(),
            Participants = [new(Eve, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true)],
        });
    }

    [Fact]
    public void Patch_that_alters_nothing_is_no_change()
    {
        var patch = With((Ann, null), (Bob, new() { Access = ParticipantAccess.Read }));
        patch.Subject = "House";

        Decided.By(Set(null, patch)).Should().BeNull();
        Decided.By(Set(null, new()).With(one => one.MayCreate, true)).Should().BeNull();
    }

    [Fact]
    public void Conversation_that_does_not_exist_is_created_only_if_the_command_may_create_it()
    {
        var command = Set(null, With((Ann, null), (Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.None, History = History.Last(3) })));
        command.Patch.Subject = "New";

        command.Invoking(one => Decided.By(one, Nothing)).Should().ThrowExactly<ConversationNotFoundException>().WithMessage("There is no conversation 'room'.");
        Decided.By(command.With(one => one.MayCreate, true), Nothing).ShouldBe(new()
        {
            Change = new ConversationCreated { ConversationId = Id, At = Now, Participants = [Ann, Bob] },
            Settings = new() { Subject = "New" },
            Participants =
            [
                new(Ann, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true),
                new(Bob, ParticipantAccess.Read, NotifySetting.None, Joins: true) { History = new(1, 3) },
            ],
        });
    }

    [Fact]
    public void User_creates_a_conversation_with_a_patch()
    {
        var command = Set(Manager(Eve), With((Ann, null))).With(one => one.MayCreate, true);

        Decided.By(command, Nothing)!.Change.Should().Be(new ConversationCreated { ConversationId = Id, At = Now, Actor = Eve, Participants = [Eve, Ann] });
    }

    [Fact]
    public void User_who_does_not_take_part_learns_nothing_and_changes_nothing()
    {
        var command = Set(Manager(Eve), new() { Subject = "Other" });

        command.Invoking(one => Decided.By(one)).Should().ThrowExactly<ConversationNotFoundException>();
        command.With(one => one.MayCreate, true).Invoking(one => Decided.By(one)).Should().ThrowExactly<ConversationAccessException>()
            .WithMessage("In conversation 'room', user 'eve' may not create a conversation with this id.");
    }

    [Fact]
    public void Conversation_that_exists_is_updated_even_if_the_command_may_create_it()
    {
        foreach (var actor in new[] { null, Manager(Ann) })
        {
            Decided.By(Set(actor, new() { Subject = "Other" }).With(one => one.MayCreate, true))!.Change
                .Should().Be(new ConversationUpdated { ConversationId = Id, At = Now, Actor = actor?.UserId });
        }
    }

    [Fact]
    public void Expected_settings_version_must_be_the_present_one()
    {
        var command = Set(null, new() { Subject = "Other" });

        Decided.By(command.With(one => one.ExpectedSettingsVersion, 3))!.Preconditions.SettingsVersion.Should().Be(3);
        var conflict = command.Invoking(given => Decided.By(given.With(one => one.ExpectedSettingsVersion, 2)))
            .Should().ThrowExactly<ConversationConflictException>().Which;
        conflict.Message.Should().Be("Conversation 'room' is no longer at settings version 2 but at 3. Read it again and retry.");
        (conflict.ConversationId, conflict.MessageId, conflict.Expected, conflict.Actual).Should().Be((Id, null, 2, 3));
    }

    [Fact]
    public void Conversation_that_does_not_exist_is_at_settings_version_0_even_if_it_was_deleted()
    {
        var (command, deleted) = (Set(null, With((Ann, null))).With(one => one.MayCreate, true), Nothing.With(one => one.SettingsVersion, 7));

        Decided.By(command.With(one => one.ExpectedSettingsVersion, 0), deleted).Should().NotBeNull();
        var conflict = command.Invoking(given => Decided.By(given.With(one => one.ExpectedSettingsVersion, 7), deleted))
            .Should().ThrowExactly<ConversationConflictException>().Which;
        (conflict.Expected, conflict.Actual).Should().Be((7, 0));
    }

    [Fact]
    public void Nobody_joins_a_conversation_that_is_full()
    {
        var full = new DecisionContext(Now, new() { MaxParticipants = 3 });
        var command = Set(null, With((Cy, null), (Eve, null)));

        Decided.By(Set(null, With((Eve, null), (Bob, new() { Notify = NotifySetting.All }))), context: full).Should().NotBeNull();
        command.Invoking(one => Decided.By(one, context: full)).Should().ThrowExactly<InvalidConversationDataException>().WithMessage(
            "participants must be at most 3, but would be 4. Remove a participant first, or raise MaxParticipants in the options.");
    }

    [Fact]
    public void Conversation_above_a_limit_that_was_lowered_can_still_be_changed()
    {
        var facts = Facts.With(one => one.ParticipantCount, 5);
        var context = new DecisionContext(Now, new() { MaxParticipants = 3 });

        Decided.By(Set(null, With((Bob, new() { Access = ParticipantAccess.ReadWrite }))), facts, context).Should().NotBeNull();
    }

    private static SetConversation Set(ActingUser? actor, ConversationPatch patch) => new() { ConversationId = Id, Actor = actor, Patch = patch };

    private static ConversationPatch With(params (UserId User, ParticipantPatch? Patch)[] participants) =>
        new() { Participants = participants.ToDictionary(one => one.User, one => one.Patch) };
}
