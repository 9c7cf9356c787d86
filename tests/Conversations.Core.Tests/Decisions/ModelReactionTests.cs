using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests the reactions and the read positions of the model.</summary>
public sealed class ModelReactionTests
{
    [Fact]
    public void Reactions_are_counted_by_emoji_in_the_order_in_which_they_came()
    {
        var room = WithReactions();

        room.Model.ListMessages()![0].Reactions.Should().Equal(new Reaction(":b:", 2, ByViewer: false), new Reaction(":a:", 2, ByViewer: false));
        room.Model.ListMessages(Bob)![0].Reactions.Should().Equal(new Reaction(":b:", 2, ByViewer: true), new Reaction(":a:", 2, ByViewer: true));
        room.Model.ListMessages(Eve)![0].Reactions.Should().Equal(new Reaction(":b:", 2, ByViewer: true), new Reaction(":a:", 2, ByViewer: false));
        room.Model.ListMessages(Eve)![1].Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: false));
        room.Model.Conversation(Eve)!.LastMessage!.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: false));
    }

    [Fact]
    public void Reactors_are_listed_in_the_order_in_which_they_reacted()
    {
        var room = WithReactions();

        room.Model.Reactors(new("m1"), Ann).Should().Equal(
            new Reactor(Bob, ":b:", Now, 4),
            new Reactor(Ann, ":a:", Now, 5),
            new Reactor(Bob, ":a:", Now, 6),
            new Reactor(Eve, ":b:", Now, 7));
        room.Model.Reactors(new("m2")).Should().Equal(new Reactor(Bob, ":a:", Now, 8));
        room.Model.Reactors(new("m9")).Should().BeNull();
    }

    [Fact]
    public void Removing_a_reaction_removes_no_other()
    {
        var room = WithReactions();

        room.React("m1", Bob, ":a:", isThere: false).Should().BeEquivalentTo(new CommitOutcome.Stored(9));

        room.Model.Reactors(new("m1"))!.Select(one => (one.UserId, one.Emoji)).Should().Equal((Bob, ":b:"), (Ann, ":a:"), (Eve, ":b:"));
        room.Model.Reactors(new("m2")).Should().ContainSingle();
        room.Model.Log[^1].Should().Be(
            new ReactionRemoved { ConversationId = Id, Version = 9, At = Now, MessageId = new("m1"), Sequence = 1, UserId = Bob, Emoji = ":a:" });
    }

    [Fact]
    public void Reaction_that_is_added_is_logged_with_the_sequence_of_its_message() => WithReactions().Model.Log[^1].Should().Be(
        new ReactionAdded { ConversationId = Id, Version = 8, At = Now, MessageId = new("m2"), Sequence = 2, UserId = Bob, Emoji = ":a:" });

    [Fact]
    public void Deleting_a_message_removes_its_reactions_and_no_others()
    {
        var room = WithReactions();

        room.DeleteMessage("m1");

        room.Model.Reactors(new("m1")).Should().BeNull();
        room.Model.Reactors(new("m2")).Should().ContainSingle();
    }

    [Fact]
    public void Read_position_moves_forward_up_to_the_last_message_and_never_back()
    {
        var model = Unread();

        model.ReadState(Bob).Should().Be(new ReadState(0, 4, IsMarkedUnread: false));
        model = model.MarkAsRead(Bob, 2);
        model.ReadState(Bob).Should().Be(new ReadState(2, 2, IsMarkedUnread: false));
        model = model.MarkAsRead(Bob, 1);
        model.ReadState(Bob).Should().Be(new ReadState(2, 2, IsMarkedUnread: false));
        model = model.MarkAsRead(Bob, long.MaxValue);
        model.ReadState(Bob).Should().Be(new ReadState(5, 0, IsMarkedUnread: false));
    }

    [Fact]
    public void Mark_as_unread_stays_until_the_conversation_is_marked_as_read()
    {
        var model = Unread().MarkAsRead(Bob, 5).MarkAsUnread(Bob);

        model.ReadState(Bob).Should().Match<ReadState>(state => state.IsMarkedUnread && state.UnreadCount == 0 && state.IsUnread);
        model.MarkAsRead(Bob, 1).ReadState(Bob).Should().Be(new ReadState(5, 0, IsMarkedUnread: false));
    }

    [Fact]
    public void Everyone_has_read_what_all_participants_have_read()
    {
        var model = Unread().MarkAsRead(Bob, 3);

        model.EveryoneReadUpTo().Should().Be(3);
        model.EveryoneReadUpTo(Ann).Should().Be(3);
    }

    [Fact]
    public void Read_marks_of_users_who_do_not_take_part_change_nothing()
    {
        var room = new Room { Model = Unread() };
        room.Remove(Bob);

        foreach (var user in new[] { Bob, Eve })
        {
            room.Model.MarkAsRead(user, 5).Should().BeSameAs(room.Model);
            room.Model.MarkAsUnread(user).Should().BeSameAs(room.Model);
        }
    }

    [Fact]
    public void Read_marks_change_no_version_and_no_log()
    {
        var model = Unread();

        var marked = model.MarkAsRead(Bob, 2).MarkAsUnread(Ann);

        marked.Version.Should().Be(model.Version);
        marked.Log.Should().BeSameAs(model.Log);
    }

    /// <summary>Returns a room with m1, to which Bob, Ann and Eve have reacted, and m2, to which Bob has reacted.</summary>
    private static Room WithReactions()
    {
        var room = Room.WithAnnAndBob(Eve);
        room.Send("m1", Ann);
        room.Send("m2", Ann);
        room.React("m1", Bob, ":b:");
        room.React("m1", Ann, ":a:");
        room.React("m1", Bob, ":a:");
        room.React("m1", Eve, ":b:");
        room.React("m2", Bob, ":a:");
        return room;
    }

    /// <summary>Returns a model with five messages of Ann, the fourth of which was deleted.</summary>
    private static ConversationModel Unread()
    {
        var room = Room.WithAnnAndBob();
        for (var i = 1; i <= 5; i++)
            room.Send($"m{i}", Ann);

        room.DeleteMessage("m4");
        return room.Model;
    }
}
