using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class CreateConversationTests
{
    [Fact]
    public void Conversation_that_exists_is_not_changed()
    {
        Decided.By(Create(null, new ParticipantDraft(Eve))).Should().BeNull();
        Decided.By(Create(As(Bob), new ParticipantDraft(Eve))).Should().BeNull();
    }

    [Fact]
    public void App_creates_a_conversation_as_it_is_drafted()
    {
        var command = Create(
            null, new(Ann), new(Bob) { Access = ParticipantAccess.Read, Notify = NotifySetting.MentionsOnly, History = History.SinceJoin });
        command.Draft.Subject = "House";

        Decided.By(command, Nothing).ShouldBe(new()
        {
            Change = new ConversationCreated { ConversationId = Id, At = Now, Participants = [Ann, Bob] },
            Settings = new() { Subject = "House" },
            Participants =
            [
                new(Ann, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true),
                new(Bob, ParticipantAccess.Read, NotifySetting.MentionsOnly, Joins: true) { History = new(1, 0) },
            ],
        });
    }

    [Fact]
    public void App_creates_a_conversation_with_the_id_of_a_pair() =>
        Decided.By(Create(null, new ParticipantDraft(Ann)).With(one => one.ConversationId, PairId), Nothing).Should().NotBeNull();

    [Fact]
    public void User_who_creates_a_conversation_takes_part_first_if_they_are_not_listed()
    {
        Decided.By(Create(Manager(Eve), new ParticipantDraft(Bob)), Nothing).ShouldBe(new()
        {
            Change = new ConversationCreated { ConversationId = Id, At = Now, Actor = Eve, Participants = [Eve, Bob] },
            Settings = new(),
            Participants =
            [
                new(Eve, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true),
                new(Bob, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true),
            ],
        });
    }

    [Fact]
    public void User_who_creates_a_conversation_takes_part_as_listed_and_gives_others_at_most_the_same()
    {
        var command = Create(
            Manager(Eve),
            new(Ann) { Access = ParticipantAccess.Read },
            new(Bob) { Access = ParticipantAccess.Read, History = History.Last(2) },
            new(Eve) { Access = ParticipantAccess.Read, Notify = NotifySetting.None, History = History.Last(5) });

        Decided.By(command, Nothing).ShouldBe(new()
        {
            Change = new ConversationCreated { ConversationId = Id, At = Now, Actor = Eve, Participants = [Ann, Bob, Eve] },
            Settings = new(),
            Participants =
            [
                new(Ann, ParticipantAccess.Read, NotifySetting.All, Joins: true) { History = new(1, 5) },
                new(Bob, ParticipantAccess.Read, NotifySetting.All, Joins: true) { History = new(1, 2) },
                new(Eve, ParticipantAccess.Read, NotifySetting.None, Joins: true) { History = new(1, 5) },
            ],
        });
    }

    [Fact]
    public void User_who_may_write_lets_others_write()
    {
        var command = Create(Manager(Eve), new(Ann), new(Bob) { Access = ParticipantAccess.Read });

        Decided.By(command, Nothing)!.Participants.Select(write => write.Access)
            .Should().Equal(ParticipantAccess.ReadWrite, ParticipantAccess.ReadWrite, ParticipantAccess.Read);
    }

    [Fact]
    public void Conversation_may_have_as_many_participants_as_the_limit_allows()
    {
        var context = new DecisionContext(Now, new() { MaxParticipants = 2 });

        Decided.By(Create(null, new(Ann), new(Bob)), Nothing, context).Should().NotBeNull();
        Decided.By(Create(Manager(Ann), new(Ann), new(Bob)), Nothing, context).Should().NotBeNull();
    }

    private static CreateConversation Create(ActingUser? actor, params ParticipantDraft[] participants) =>
        new() { ConversationId = Id, Actor = actor, Draft = new() { Participants = participants } };
}
