using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests how the app adds and changes participants.</summary>
public sealed class SetParticipantTests
{
    [Fact]
    public void User_who_does_not_take_part_is_added()
    {
        Decided.By(Set(Eve, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.MentionsOnly })).ShouldBe(new()
        {
            Change = new ParticipantAdded { ConversationId = Id, At = Now, UserId = Eve },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [new(Eve, ParticipantAccess.Read, NotifySetting.MentionsOnly, Joins: true)],
        });
    }

    [Fact]
    public void User_who_takes_part_is_updated_and_keeps_what_the_patch_leaves_out()
    {
        Decided.By(Set(Bob, new() { Notify = NotifySetting.All })).ShouldBe(new()
        {
            Change = new ParticipantUpdated { ConversationId = Id, At = Now, UserId = Bob, IsNotifyOnly = true },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [new(Bob, ParticipantAccess.Read, NotifySetting.All, Joins: false)],
        });
        WriteOf(Bob, new() { Access = ParticipantAccess.ReadWrite })
            .Should().Be(new ParticipantWrite(Bob, ParticipantAccess.ReadWrite, NotifySetting.None, Joins: false));
    }

    [Fact]
    public void Change_says_whether_only_the_notification_setting_is_another_one()
    {
        IsNotifyOnly(new() { Notify = NotifySetting.All }).Should().BeTrue();
        IsNotifyOnly(new() { Notify = NotifySetting.All, Access = ParticipantAccess.Read }).Should().BeTrue("Bob has this access already");
        IsNotifyOnly(new() { Notify = NotifySetting.All, Access = ParticipantAccess.ReadWrite }).Should().BeFalse();
        IsNotifyOnly(new() { Access = ParticipantAccess.ReadWrite }).Should().BeFalse();
        IsNotifyOnly(new() { Notify = NotifySetting.All, History = History.SinceJoin }).Should().BeFalse();

        static bool IsNotifyOnly(ParticipantPatch patch) => ((ParticipantUpdated)Decided.By(Set(Bob, patch))!.Change).IsNotifyOnly;
    }

    [Fact]
    public void Null_in_a_patch_resets_to_the_default()
    {
        WriteOf(Bob, new() { Access = null }).Should().Be(new ParticipantWrite(Bob, ParticipantAccess.ReadWrite, NotifySetting.None, Joins: false));
        WriteOf(Bob, new() { Notify = null }).Should().Be(new ParticipantWrite(Bob, ParticipantAccess.Read, NotifySetting.All, Joins: false));
        WriteOf(Eve, new() { Access = null, Notify = null }).Should().Be(new ParticipantWrite(Eve, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true));
    }

    [Fact]
    public void Patch_that_alters_nothing_is_no_change()
    {
        Decided.By(Set(Bob, null)).Should().BeNull();
        Decided.By(Set(Bob, new())).Should().BeNull();
        Decided.By(Set(Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.None, History = History.All })).Should().BeNull();
    }

    [Fact]
    public void User_who_comes_back_sees_what_they_saw_unless_the_patch_says_what()
    {
        WriteOf(Dee, null).Should().Be(new ParticipantWrite(Dee, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true) { History = new(3) });
        WriteOf(Dee, new() { History = History.All })!.History.Should().BeNull();
        WriteOf(Dee, new() { History = null })!.History.Should().BeNull();
        WriteOf(Dee, new() { History = History.Last(1) })!.History.Should().Be(new HistoryStart(1, 1));
        WriteOf(Cy, null)!.History.Should().BeNull();
    }

    [Fact]
    public void History_of_a_participant_changes_if_another_message_becomes_the_first_that_they_see()
    {
        var facts = Facts.With(new Membership(Participant(Ann) with { VisibleFrom = 3 }));

        WriteOf(Ann, new() { History = History.Last(2) }, facts).Should().BeNull();
        WriteOf(Ann, new() { History = History.Last(1) }, facts)!.History.Should().Be(new HistoryStart(1, 1));
        WriteOf(Ann, new() { History = null }, facts)!.History.Should().Be(new HistoryStart(1));
        WriteOf(Ann, new() { Notify = NotifySetting.None }, facts)!.History.Should().BeNull();
        WriteOf(Ann, null, facts).Should().BeNull();
    }

    [Fact]
    public void Conversation_must_exist()
    {
        var act = () => Decided.By(Set(Eve, null), Nothing);

        act.Should().ThrowExactly<ConversationNotFoundException>().WithMessage("There is no conversation 'room'.");
    }

    [Fact]
    public void Expected_settings_version_must_be_the_present_one_even_if_nothing_changes()
    {
        Decided.By(Set(Eve, null).With(one => one.ExpectedSettingsVersion, 3)).Should().NotBeNull();
        foreach (var user in new[] { Eve, Bob })
        {
            var act = () => Decided.By(Set(user, null).With(one => one.ExpectedSettingsVersion, 4));

            act.Should().ThrowExactly<ConversationConflictException>()
                .WithMessage("Conversation 'room' is no longer at settings version 4 but at 3. Read it again and retry.");
        }
    }

    [Fact]
    public void Nobody_is_added_to_a_conversation_that_is_full()
    {
        DecisionContext Most(int count) => new(Now, new() { MaxParticipants = count });
        var act = () => Decided.By(Set(Eve, null), context: Most(2));

        act.Should().ThrowExactly<InvalidConversationDataException>().WithMessage(
            "participants must be at most 2, but would be 3. Remove a participant first, or raise MaxParticipants in the options.");
        Decided.By(Set(Eve, null), context: Most(3)).Should().NotBeNull();
        Decided.By(Set(Bob, new() { Notify = NotifySetting.All }), Facts.With(one => one.ParticipantCount, 3), Most(2)).Should().NotBeNull();
    }

    private static ParticipantWrite? WriteOf(UserId user, ParticipantPatch? patch, ConversationFacts? facts = null) =>
        Decided.By(Set(user, patch), facts)?.Participants.Single();

    private static SetParticipant Set(UserId user, ParticipantPatch? patch) => new() { ConversationId = Id, UserId = user, Patch = patch };
}
