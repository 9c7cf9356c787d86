using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests the model as a conversation is created, changed, deleted and created again.</summary>
public sealed class ModelConversationTests
{
    [Fact]
    public void Conversation_that_never_existed_shows_nothing()
    {
        var model = ConversationModel.Of(Id);

        (model.Id, model.Version, model.Log.Count).Should().Be((Id, 0, 0));
        foreach (var viewer in new UserId?[] { null, Ann })
        {
            model.Conversation(viewer).Should().BeNull();
            model.Participants(viewer).Should().BeNull();
            model.ListMessages(viewer).Should().BeNull();
            model.Reactors(new("m1"), viewer).Should().BeNull();
            model.EveryoneReadUpTo(viewer).Should().BeNull();
        }

        model.ReadState(Ann).Should().BeNull();
        model.Facts(new() { ConversationId = Id, Users = [Ann], Message = new("m1"), HidesHistory = true }).ShouldBe(Nothing);
    }

    [Fact]
    public void Conversation_is_created_with_its_attributes_and_participants()
    {
        var room = new Room();

        room.Do(new CreateConversation
        {
            ConversationId = Id,
            Draft = new()
            {
                Subject = "House",
                PhotoUrl = "https://example.com/a",
                WelcomeMessages = ["Hi"],
                Custom = new() { ["a"] = "1" },
                Participants = [new(Bob) { Access = ParticipantAccess.Read, Notify = NotifySetting.None }, new(Ann)],
            },
        }).Should().BeEquivalentTo(new CommitOutcome.Stored(1));

        room.Model.Conversation().Should().Be(new Conversation
        {
            Id = Id,
            Subject = "House",
            PhotoUrl = "https://example.com/a",
            WelcomeMessages = ["Hi"],
            Custom = new() { ["a"] = "1" },
            CreatedAt = Now,
            ParticipantCount = 2,
            Version = 1,
            SettingsVersion = 1,
        });
        room.Model.Participants().Should().Equal(
            Participant(Ann), Participant(Bob) with { Access = ParticipantAccess.Read, Notify = NotifySetting.None });
        room.Model.Log.Should().Equal(new ConversationCreated { ConversationId = Id, Version = 1, At = Now, Participants = [Bob, Ann] });
    }

    [Fact]
    public void Conversation_exists_for_those_who_take_part()
    {
        var room = Room.WithAnnAndBob(Dee);
        room.Send("m1", Ann);
        room.Remove(Dee);

        foreach (var viewer in new UserId?[] { null, Ann, Bob })
        {
            room.Model.Conversation(viewer)!.ParticipantCount.Should().Be(2);
            room.Model.Participants(viewer)!.Select(one => one.UserId).Should().Equal(Ann, Bob);
            room.Model.ListMessages(viewer).Should().ContainSingle();
            room.Model.Reactors(new("m1"), viewer).Should().BeEmpty();
            room.Model.EveryoneReadUpTo(viewer).Should().Be(0);
        }

        foreach (var viewer in new[] { Dee, Eve })
        {
            room.Model.Conversation(viewer).Should().BeNull();
            room.Model.Participants(viewer).Should().BeNull();
            room.Model.ListMessages(viewer).Should().BeNull();
            room.Model.Reactors(new("m1"), viewer).Should().BeNull();
            room.Model.EveryoneReadUpTo(viewer).Should().BeNull();
            room.Model.ReadState(viewer).Should().BeNull();
        }
    }

    [Fact]
    public void Participants_are_listed_from_the_latest_joined_and_then_by_id()
    {
        var room = Room.WithAnnAndBob();
        foreach (var user in new[] { Eve, Cy })
        {
            room.At = Now.AddMinutes(1);
            room.Add(user);
        }

        room.Model.Participants()!.Select(one => one.UserId).Should().Equal(Cy, Eve, Ann, Bob);
    }

    [Fact]
    public void Each_change_has_the_next_version_and_those_of_settings_the_next_settings_version()
    {
        var room = Room.WithAnnAndBob();

        room.Send("m1", Ann).Should().BeOfType<CommitOutcome.Stored>().Which.Version.Should().Be(2);
        room.Do(new SetConversation { ConversationId = Id, Patch = new() { Subject = "Other" } }).Should().BeEquivalentTo(new CommitOutcome.Stored(3));
        room.Do(new SetConversation { ConversationId = Id, Patch = new() { Subject = "Other" } }).Should().BeNull();

        room.Model.Conversation().Should().Match<Conversation>(one => one.Subject == "Other" && one.Version == 3 && one.SettingsVersion == 2);
        room.Model.Log.Should().EndWith(new Change[]
        {
            new MessageSent { ConversationId = Id, Version = 2, At = Now, MessageId = new("m1"), Sequence = 1 },
            new ConversationUpdated { ConversationId = Id, Version = 3, At = Now },
        });
    }

    [Fact]
    public void Command_that_alters_nothing_leaves_the_same_model()
    {
        var model = Room.WithAnnAndBob().Model;

        var (next, outcome) = model.Execute(new RemoveParticipant { ConversationId = Id, UserId = Eve }, Context);

        next.Should().BeSameAs(model);
        outcome.Should().BeNull();
    }

    [Fact]
    public void Membership_that_ended_says_when_and_by_whom()
    {
        var room = Room.WithAnnAndBob(Cy, Dee);
        room.At = Now.AddMinutes(1);

        room.Remove(Cy);
        room.Remove(Dee, As(Dee, new() { Leave = true }));

        room.Facts(Ann, Cy, Dee, Eve).Memberships.Should().BeEquivalentTo(new Dictionary<UserId, Membership>
        {
            [Ann] = new(Participant(Ann)),
            [Cy] = new(Participant(Cy), Now.AddMinutes(1), endedByApp: true),
            [Dee] = new(Participant(Dee), Now.AddMinutes(1), endedByApp: false),
        });
    }

    [Fact]
    public void Deleted_conversation_shows_nothing_and_keeps_its_versions_and_its_last_sequence()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.React("m1", Bob, ":a:");

        room.Delete();

        room.Model.Conversation().Should().BeNull();
        room.Model.ListMessages().Should().BeNull();
        room.Model.Version.Should().Be(4);
        room.Model.Log.Should().Equal(new ConversationDeleted { ConversationId = Id, Version = 4, At = Now });
        room.Model.Facts(new() { ConversationId = Id, Users = [Ann], Message = new("m1"), HidesHistory = true })
            .ShouldBe(Nothing.With(one => one.SettingsVersion, 2).With(one => one.LastSequence, 1));
    }

    [Fact]
    public void Conversation_that_is_created_again_begins_after_the_deleted_one()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.Delete();
        room.At = Now.AddHours(1);

        room.Create(new ParticipantDraft(Ann));
        room.Send("m1", Ann);

        room.Model.Conversation().Should().BeEquivalentTo(new
        {
            CreatedAt = Now.AddHours(1),
            ParticipantCount = 1,
            MessageCount = 1L,
            LastSequence = 2L,
            LastActivityAt = Now.AddHours(1),
            Version = 5L,
            SettingsVersion = 3L,
        });
        room.Ids().Should().Equal("m1");
        room.Model.Log.Select(change => change.Version).Should().Equal(3, 4, 5);
        room.Model.Participants()!.Single().Should().Be(Participant(Ann) with { JoinedAt = Now.AddHours(1), JoinedAfter = 1, ReadUpTo = 2 });
    }
}
