using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class RemoveParticipantTests
{
    [Fact]
    public void App_removes_a_participant()
    {
        Decided.By(Remove(null, Bob)).ShouldBe(new()
        {
            Change = new ParticipantRemoved { ConversationId = Id, At = Now, UserId = Bob },
            Preconditions = new() { SettingsVersion = 3 },
        });
    }

    [Fact]
    public void Removing_a_user_who_does_not_take_part_changes_nothing()
    {
        Decided.By(Remove(null, Eve)).Should().BeNull();
        Decided.By(Remove(null, Dee), Facts.With(one => one.ParticipantCount, 1)).Should().BeNull();
        Decided.By(Remove(Manager(Bob), Eve)).Should().BeNull();
    }

    [Fact]
    public void User_leaves_with_the_permission_to_leave_or_to_manage()
    {
        foreach (var actor in new[] { As(Bob, new() { Leave = true }), Manager(Bob) })
        {
            Decided.By(Remove(actor, Bob))!.Change.Should().Be(new ParticipantRemoved { ConversationId = Id, At = Now, Actor = Bob, UserId = Bob })
                .And.BeOfType<ParticipantRemoved>().Which.Left.Should().BeTrue();
        }
    }

    [Fact]
    public void User_who_manages_removes_participants_with_at_most_their_own_access()
    {
        var facts = Facts.With(new Membership(Participant(Eve) with { Access = ParticipantAccess.Read })).With(one => one.ParticipantCount, 3);

        Decided.By(Remove(Manager(Ann), Bob))!.Change.Should().Be(new ParticipantRemoved { ConversationId = Id, At = Now, Actor = Ann, UserId = Bob });
        Decided.By(Remove(Manager(Bob), Eve), facts)!.Change.Should().Be(new ParticipantRemoved { ConversationId = Id, At = Now, Actor = Bob, UserId = Eve });
    }

    [Fact]
    public void Conversation_must_exist_for_the_user()
    {
        foreach (var (actor, facts) in new (ActingUser?, ConversationFacts)[] { (null, Nothing), (Manager(Eve), Facts), (Manager(Dee), Facts) })
        {
            var act = () => Decided.By(Remove(actor, Eve), facts);

            act.Should().ThrowExactly<ConversationNotFoundException>().WithMessage("There is no conversation 'room'.");
        }
    }

    [Fact]
    public void Expected_settings_version_must_be_the_present_one_even_if_nothing_changes()
    {
        Decided.By(Remove(null, Bob).With(one => one.ExpectedSettingsVersion, 3)).Should().NotBeNull();
        foreach (var user in new[] { Bob, Eve })
        {
            var act = () => Decided.By(Remove(null, user).With(one => one.ExpectedSettingsVersion, 2));

            act.Should().ThrowExactly<ConversationConflictException>()
                .WithMessage("Conversation 'room' is no longer at settings version 2 but at 3. Read it again and retry.");
        }
    }

    [Fact]
    public void Conversation_is_deleted_whatever_its_participants_are()
    {
        Decided.By(new DeleteConversation { ConversationId = Id, ExpectedSettingsVersion = 3 }).ShouldBe(new()
        {
            Change = new ConversationDeleted { ConversationId = Id, At = Now },
            Preconditions = new() { SettingsVersion = 3 },
        });
        Decided.By(new DeleteConversation { ConversationId = Id })!.Preconditions.Should().Be(default(Preconditions));
        Decided.By(new DeleteConversation { ConversationId = Id, ExpectedSettingsVersion = 2 }, Nothing).Should().BeNull();
        new DeleteConversation { ConversationId = Id, ExpectedSettingsVersion = 2 }.Invoking(one => Decided.By(one))
            .Should().ThrowExactly<ConversationConflictException>()
            .WithMessage("Conversation 'room' is no longer at settings version 2 but at 3. Read it again and retry.");
    }

    private static RemoveParticipant Remove(ActingUser? actor, UserId user) => new() { ConversationId = Id, Actor = actor, UserId = user };
}
