using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests how a user joins, comes back, adds others and changes participants. What is refused is in <see cref="RefusedParticipantTests"/>.</summary>
public sealed class SessionParticipantTests
{
    [Fact]
    public void User_joins_a_conversation_whose_id_they_know()
    {
        Decided.By(Set(Manager(Eve), Eve, new() { Notify = NotifySetting.MentionsOnly })).ShouldBe(new()
        {
            Change = new ParticipantAdded { ConversationId = Id, At = Now, Actor = Eve, UserId = Eve },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [new(Eve, ParticipantAccess.ReadWrite, NotifySetting.MentionsOnly, Joins: true)],
        });
    }

    [Fact]
    public void Conversation_does_not_exist_for_a_user_who_may_not_join_it()
    {
        ShouldNotExist(Set(As(Eve), Eve));
        ShouldNotExist(Set(Manager(Cy), Cy));
        ShouldNotExist(Set(Manager(Eve), Bob));
        ShouldNotExist(Set(Manager(Eve), Eve), Nothing);
        ShouldNotExist(Set(Manager(Eve), Eve).With(one => one.ConversationId, PairId), Facts.With(one => one.ConversationId, PairId));
    }

    [Fact]
    public void User_who_joins_does_not_learn_the_settings_version()
    {
        ShouldNotExist(Set(Manager(Eve), Eve).With(one => one.ExpectedSettingsVersion, 2));
        Decided.By(Set(Manager(Eve), Eve).With(one => one.ExpectedSettingsVersion, 3)).Should().NotBeNull();
        Set(Manager(Ann), Eve).Invoking(command => Decided.By(command.With(one => one.ExpectedSettingsVersion, 2)))
            .Should().ThrowExactly<ConversationConflictException>();
    }

    [Fact]
    public void User_who_left_comes_back_with_what_they_had()
    {
        var expected = new ParticipantWrite(Dee, ParticipantAccess.Read, NotifySetting.All, Joins: true) { History = new(3) };

        WriteOf(Manager(Dee), Dee).Should().Be(expected);
        WriteOf(Manager(Dee), Dee, new() { History = History.All }).Should().Be(expected);
        WriteOf(Manager(Dee), Dee, new() { Access = ParticipantAccess.Read, History = History.Last(1) }).Should().Be(expected with { History = new(3, 1) });
        WriteOf(Manager(Ann), Dee).Should().Be(expected);
    }

    [Fact]
    public void User_who_left_and_may_write_comes_back_writing()
    {
        var facts = Facts.With(new Membership(Participant(Dee), Now));

        WriteOf(Manager(Dee), Dee, facts: facts)!.Access.Should().Be(ParticipantAccess.ReadWrite);
        WriteOf(Manager(Ann), Dee, new() { Access = ParticipantAccess.ReadWrite }, facts)!.Access.Should().Be(ParticipantAccess.ReadWrite);
        WriteOf(Manager(Bob), Dee, facts: facts)!.Access.Should().Be(ParticipantAccess.Read);
    }

    [Fact]
    public void User_who_adds_others_gives_at_most_their_own_access()
    {
        WriteOf(Manager(Bob), Eve)!.Access.Should().Be(ParticipantAccess.Read);
        WriteOf(Manager(Ann), Eve)!.Access.Should().Be(ParticipantAccess.ReadWrite);
        WriteOf(Manager(Ann), Eve, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.All })!.Access.Should().Be(ParticipantAccess.Read);
    }

    [Fact]
    public void User_who_adds_others_gives_at_most_their_own_history()
    {
        var facts = Facts.With(new Membership(Participant(Ann) with { VisibleFrom = 4 }));

        WriteOf(Manager(Ann), Eve, facts: facts)!.History.Should().Be(new HistoryStart(4));
        WriteOf(Manager(Ann), Eve, new() { History = History.All }, facts)!.History.Should().Be(new HistoryStart(4));
        WriteOf(Manager(Ann), Eve, new() { History = History.SinceJoin }, facts)!.History.Should().Be(new HistoryStart(4, 0));
        WriteOf(Manager(Ann), Dee, facts: facts)!.History.Should().Be(new HistoryStart(4));
        WriteOf(Manager(Ann), Eve, new() { History = History.Last(2) })!.History.Should().Be(new HistoryStart(1, 2));
    }

    [Fact]
    public void History_on_joining_is_the_default_for_users_who_never_took_part_only()
    {
        var context = Context with { JoinHistory = History.Last(2) };
        HistoryStart? HistoryOf(UserId user, ParticipantPatch? patch = null) =>
            Decided.By(Set(Manager(user), user, patch), Facts, context)!.Participants[0].History;

        HistoryOf(Eve).Should().Be(new HistoryStart(1, 2));
        HistoryOf(Eve, new() { History = History.All }).Should().BeNull();
        HistoryOf(Eve, new() { History = null }).Should().BeNull();
        HistoryOf(Dee).Should().Be(new HistoryStart(3));
        Decided.By(Set(Manager(Ann), Eve), Facts, context)!.Participants[0].History.Should().Be(new HistoryStart(1, 2));
        Decided.By(new SetParticipant { ConversationId = Id, UserId = Eve }, Facts, context)!.Participants[0].History.Should().BeNull();
    }

    [Fact]
    public void Own_notifications_need_no_permission()
    {
        Decided.By(Set(As(Bob), Bob, new() { Notify = NotifySetting.All })).ShouldBe(new()
        {
            Change = new ParticipantUpdated { ConversationId = Id, At = Now, Actor = Bob, UserId = Bob, IsNotifyOnly = true },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [new(Bob, ParticipantAccess.Read, NotifySetting.All, Joins: false)],
        });
    }

    [Fact]
    public void Access_may_be_changed_within_the_access_of_the_user()
    {
        WriteOf(Manager(Ann), Bob, new() { Access = ParticipantAccess.ReadWrite })!.Access.Should().Be(ParticipantAccess.ReadWrite);
        WriteOf(Manager(Ann), Ann, new() { Access = ParticipantAccess.Read })!.Access.Should().Be(ParticipantAccess.Read);
        WriteOf(Manager(Ann), Bob, new() { Access = ParticipantAccess.Read }).Should().BeNull();
    }

    private static void ShouldNotExist(SetParticipant command, ConversationFacts? facts = null) =>
        command.Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<ConversationNotFoundException>()
            .Which.ConversationId.Should().Be(command.ConversationId);

    private static ParticipantWrite? WriteOf(ActingUser actor, UserId user, ParticipantPatch? patch = null, ConversationFacts? facts = null) =>
        Decided.By(Set(actor, user, patch), facts)?.Participants.Single();

    private static SetParticipant Set(ActingUser actor, UserId user, ParticipantPatch? patch = null) =>
        new() { ConversationId = Id, Actor = actor, UserId = user, Patch = patch };
}
