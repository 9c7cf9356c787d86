using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class OpenOneOnOneTests
{
    [Fact]
    public void Conversation_of_two_users_is_created_with_its_attributes()
    {
        Decided.By(Open(null, Ann, Bob).With(one => one.Settings, new() { Subject = "Us" }), Nothing).ShouldBe(new()
        {
            Change = new ConversationCreated { ConversationId = Id, At = Now, Participants = [Ann, Bob] },
            Settings = new() { Subject = "Us" },
            Participants = [Joining(Ann), Joining(Bob)],
        });
    }

    [Fact]
    public void Conversation_with_oneself_has_one_participant()
    {
        Decided.By(Open(Manager(Ann), Ann, Ann), Nothing).ShouldBe(new()
        {
            Change = new ConversationCreated { ConversationId = Id, At = Now, Actor = Ann, Participants = [Ann] },
            Settings = new(),
            Participants = [Joining(Ann)],
        });
    }

    [Fact]
    public void Conversation_is_not_created_if_it_may_only_be_found()
    {
        var act = () => Decided.By(Open(null, Ann, Bob).With(one => one.MayCreate, false), Nothing);

        act.Should().ThrowExactly<ConversationNotFoundException>().WithMessage("There is no conversation 'room'.");
        Decided.By(Open(null, Ann, Eve).With(one => one.MayCreate, false)).Should().NotBeNull();
    }

    [Fact]
    public void Conversation_in_which_both_take_part_is_not_changed()
    {
        Decided.By(Open(null, Ann, Bob)).Should().BeNull();
        Decided.By(Open(null, Ann, Bob), context: new(Now, new() { MaxParticipants = 2 })).Should().BeNull();
    }

    [Fact]
    public void User_who_never_took_part_is_added_and_sees_nothing_of_the_past()
    {
        Decided.By(Open(null, Eve, Ann)).ShouldBe(new()
        {
            Change = new ParticipantAdded { ConversationId = Id, At = Now, UserId = Eve },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [Joining(Eve) with { History = new(1, 0) }],
        });
    }

    [Fact]
    public void Users_who_took_part_are_added_again_by_the_app_and_see_what_they_saw()
    {
        Decided.By(Open(null, Dee, Cy)).ShouldBe(new()
        {
            Change = new ConversationUpdated { ConversationId = Id, At = Now, Participants = [Dee, Cy] },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [Joining(Dee) with { History = new(3) }, Joining(Cy)],
        });
    }

    [Fact]
    public void User_without_the_permission_finds_a_conversation_in_which_they_take_part_and_changes_nothing() =>
        Decided.By(Open(As(Ann), Ann, Eve)).Should().BeNull();

    [Fact]
    public void User_does_not_add_again_whom_the_app_removed()
    {
        Decided.By(Open(Manager(Ann), Ann, Cy)).Should().BeNull();
        Decided.By(Open(Manager(Dee), Dee, Cy))!.Participants.Select(write => write.UserId).Should().Equal(Dee);
    }

    [Fact]
    public void User_who_left_comes_back_with_what_they_had_and_gives_no_more()
    {
        Decided.By(Open(Manager(Dee), Dee, Eve)).ShouldBe(new()
        {
            Change = new ConversationUpdated { ConversationId = Id, At = Now, Actor = Dee, Participants = [Dee, Eve] },
            Preconditions = new() { SettingsVersion = 3 },
            Participants =
            [
                Joining(Dee) with { Access = ParticipantAccess.Read, History = new(3) },
                Joining(Eve) with { Access = ParticipantAccess.Read, History = new(3, 0) },
            ],
        });
    }

    [Fact]
    public void User_adds_another_with_what_that_user_had()
    {
        Decided.By(Open(Manager(Ann), Ann, Dee)).ShouldBe(new()
        {
            Change = new ParticipantAdded { ConversationId = Id, At = Now, Actor = Ann, UserId = Dee },
            Preconditions = new() { SettingsVersion = 3 },
            Participants = [Joining(Dee) with { Access = ParticipantAccess.Read, History = new(3) }],
        });
        Decided.By(Open(Manager(Ann), Ann, Eve))!.Participants.Should().Equal(Joining(Eve) with { History = new(1, 0) });
    }

    [Fact]
    public void Conversation_that_is_full_takes_no_user_who_is_missing()
    {
        var context = new DecisionContext(Now, new() { MaxParticipants = 3 });
        var act = () => Decided.By(Open(null, Dee, Eve), context: context);

        act.Should().ThrowExactly<InvalidConversationDataException>().WithMessage(
            "participants must be at most 3, but would be 4. Remove a participant first, or raise MaxParticipants in the options.");
        Decided.By(Open(null, Ann, Eve), context: context).Should().NotBeNull();
    }

    private static ParticipantWrite Joining(UserId user) => new(user, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true);

    private static OpenOneOnOne Open(ActingUser? actor, UserId a, UserId b) => new() { ConversationId = Id, Actor = actor, A = a, B = b };
}
