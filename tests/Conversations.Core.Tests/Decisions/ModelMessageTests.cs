using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests the messages of the model: their order, times and replies, edits and deletions.</summary>
public sealed class ModelMessageTests
{
    [Fact]
    public void Message_is_returned_and_listed_as_it_was_sent()
    {
        var room = Room.WithAnnAndBob();
        var message = new Message { Id = new("m1"), ConversationId = Id, Sequence = 1, SenderId = Ann, Text = "text of m1", CreatedAt = Now };

        room.Send("m1", Ann).Should().BeEquivalentTo(new CommitOutcome.Stored(2, message));

        room.Model.ListMessages().Should().Equal(message);
        room.Model.Log[^1].Should().Be(new MessageSent { ConversationId = Id, Version = 2, At = Now, MessageId = new("m1"), Sequence = 1 });
        var conversation = room.Model.Conversation()!;
        (conversation.LastMessage, conversation.MessageCount, conversation.LastSequence, conversation.LastActivityAt).Should().Be((message, 1, 1, Now));
    }

    [Fact]
    public void Messages_are_listed_by_sequence_and_a_deleted_one_leaves_a_gap()
    {
        var room = Room.WithAnnAndBob();
        foreach (var id in new[] { "m1", "m2", "m3" })
            room.Send(id, Ann);

        room.DeleteMessage("m2").Should().BeEquivalentTo(new CommitOutcome.Stored(5));

        room.Model.ListMessages()!.Select(message => (message.Id.Value, message.Sequence)).Should().Equal(("m1", 1), ("m3", 3));
        room.Model.Conversation()!.MessageCount.Should().Be(2);
        room.Model.Log[^1].Should().Be(new MessageDeleted { ConversationId = Id, Version = 5, At = Now, MessageId = new("m2"), Sequence = 2 });
    }

    [Fact]
    public void Times_of_sent_messages_never_go_back()
    {
        var room = Room.WithAnnAndBob();
        foreach (var minutes in new[] { 5, 3, 7, 7 })
        {
            room.At = Now.AddMinutes(minutes);
            room.Send($"m{room.Model.Version}", Ann);
        }

        room.Model.ListMessages()!.Select(message => (message.CreatedAt - Now).TotalMinutes).Should().Equal(5, 5, 7, 7);
        room.Model.Conversation()!.LastMessage!.Sequence.Should().Be(4);
    }

    [Fact]
    public void Last_activity_stays_although_the_last_message_was_deleted()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.At = Now.AddMinutes(5);
        room.Send("m2", Ann);

        room.DeleteMessage("m2");

        var conversation = room.Model.Conversation()!;
        (conversation.LastMessage!.Id, conversation.LastActivityAt, conversation.LastSequence).Should().Be((new("m1"), Now.AddMinutes(5), 2));
        room.At = Now.AddMinutes(3);
        room.Send("m3", Ann);
        room.Model.ListMessages()![^1].CreatedAt.Should().Be(Now.AddMinutes(5));
    }

    [Fact]
    public void Sending_marks_the_conversation_as_read_for_the_sender_only()
    {
        var room = Room.WithAnnAndBob(Dee);
        room.Model = room.Model.MarkAsUnread(Ann).MarkAsUnread(Dee);

        room.Send("m1", Ann);

        room.Model.ReadState(Ann).Should().Be(new ReadState(1, 0, IsMarkedUnread: false));
        room.Model.ReadState(Dee).Should().Be(new ReadState(0, 1, IsMarkedUnread: true));
    }

    [Fact]
    public void System_message_marks_nothing_as_read()
    {
        var room = Room.WithAnnAndBob();

        room.Send("m1", null);

        room.Model.ReadState(Ann).Should().Be(new ReadState(0, 1, IsMarkedUnread: false));
        room.Model.ListMessages()!.Single().Type.Should().Be(MessageType.System);
    }

    [Fact]
    public void Reply_comes_with_the_message_that_it_answers_as_it_is_now()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m0", Ann);
        room.Send("m1", Ann, new("m0"));
        room.React("m1", Bob, ":a:");
        var answered = room.Model.ListMessages()![1] with { RepliedTo = null };

        var sent = room.Send("m2", Ann, new("m1")).Should().BeOfType<CommitOutcome.Stored>().Which.Message!;

        sent.RepliedTo.Should().Be(answered);
        sent.RepliedTo!.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: false));
        room.Model.ListMessages(Bob)![2].RepliedTo!.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: true));
        room.Edit("m1", "Other");
        room.Model.ListMessages()![2].RepliedTo!.Text.Should().Be("Other");
        room.Model.Conversation()!.LastMessage!.RepliedTo!.Text.Should().Be("Other");
        room.DeleteMessage("m1");
        room.Model.ListMessages()![^1].Should().Match<Message>(message => message.RepliedTo == null && message.IsReplyToDeleted);
    }

    [Fact]
    public void Edit_sets_content_time_and_revision()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.Send("m2", Ann);
        var before = room.Model.ListMessages()!;
        room.At = Now.AddMinutes(5);

        room.Edit("m1", "Other").Should().BeEquivalentTo(new CommitOutcome.Stored(4));

        room.Model.ListMessages().Should().Equal(before[0] with { Text = "Other", EditedAt = Now.AddMinutes(5), Revision = 1 }, before[1]);
        room.Model.Log[^1].Should().Be(
            new MessageEdited { ConversationId = Id, Version = 4, At = Now.AddMinutes(5), MessageId = new("m1"), Sequence = 1, Revision = 1 });
        room.Model.Conversation()!.LastActivityAt.Should().Be(Now);
    }

    [Fact]
    public void Facts_contain_the_messages_that_a_decision_needs()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.React("m1", Ann, ":a:");
        room.Send("m2", Ann, new("m1"));
        var query = new FactsQuery { ConversationId = Id, Users = [Ann, Eve, Ann], Message = new("m2"), ReplyTo = new("m1"), Reactor = Ann };

        var facts = room.Model.Facts(query);

        facts.Should().BeEquivalentTo(
            new { ConversationId = Id, Exists = true, SettingsVersion = 1L, ParticipantCount = 2, LastSequence = 2L, HidesHistory = false });
        facts.Settings.Should().Be(new ConversationSettings { Subject = "House" });
        facts.Memberships.Keys.Should().Equal(Ann);
        var (message, answered) = (facts.Message!, facts.ReplyTo!);
        (message.Sequence, message.SenderId, message.Hash).Should().Be((2, Ann, Draft("m2", Ann, new("m1")).Hash));
        message.Message!.RepliedTo!.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: true));
        answered.Message!.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: true));
        var others = room.Model.Facts(query.With(one => one.Message, new("m9")).With(one => one.ReplyTo, null).With(one => one.Reactor, null));
        (others.Message, others.ReplyTo).Should().Be((null, null));
        room.Model.Facts(query.With(one => one.Reactor, Bob)).ReplyTo!.Message!.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: false));
    }

    [Fact]
    public void Facts_keep_the_sender_but_no_hash_of_a_deleted_message()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.DeleteMessage("m1");

        room.Model.Facts(new() { ConversationId = Id, Message = new("m1") }).Message.Should().BeEquivalentTo(new MessageSlot(1, Ann, default, null));
    }
}
