using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests what a participant of the model sees of the past, and what an import does to it and to the read positions.</summary>
public sealed class ModelHistoryTests
{
    private static readonly ImportEffects _keepsRead = new(KeepsRead: true, HidesFromOthers: false);

    [Fact]
    public void Participant_sees_the_messages_from_the_first_visible_one_on()
    {
        var room = WithHistory();
        var visible = Stored("m3", Ann, 3).Message! with { ReplyTo = new("m2") };

        room.Ids(Ann).Should().Equal("m1", "m2", "m3");
        room.Model.ListMessages(Eve).Should().Equal(visible);
        room.Model.ListMessages(Ann)![2].RepliedTo!.Id.Should().Be(new MessageId("m2"));
        room.Model.Conversation(Eve).Should().Match<Conversation>(one => one.MessageCount == 1 && one.LastSequence == 3);
        room.Model.Conversation(Eve)!.LastMessage.Should().Be(visible);
        room.Model.Reactors(new("m2"), Eve).Should().BeNull();
        room.Model.Reactors(new("m3"), Eve).Should().BeEmpty();
        room.Model.ReadState(Eve).Should().Be(new ReadState(3, 0, IsMarkedUnread: false));
    }

    [Fact]
    public void Unread_messages_that_a_participant_does_not_see_are_not_counted()
    {
        var room = Room.WithAnnAndBob();
        foreach (var id in new[] { "m1", "m2", "m3" })
            room.Send(id, Ann);

        room.Add(Bob, History.Last(2));

        room.Model.ReadState(Bob).Should().Be(new ReadState(0, 2, IsMarkedUnread: false));
    }

    [Fact]
    public void Participant_without_a_visible_message_has_no_last_message()
    {
        var room = WithHistory();
        room.Add(Eve, History.SinceJoin);

        room.Model.ListMessages(Eve).Should().BeEmpty();
        room.Model.Conversation(Eve).Should().Match<Conversation>(one => one.LastMessage == null && one.MessageCount == 0);
    }

    [Fact]
    public void Facts_tell_whether_anyone_does_not_see_all_of_the_past()
    {
        var room = Room.WithAnnAndBob();
        bool HidesHistory() => room.Model.Facts(new() { ConversationId = Id, HidesHistory = true }).HidesHistory;

        room.Add(Cy, History.SinceJoin);
        HidesHistory().Should().BeFalse();
        room.Send("m1", Ann);
        room.Add(Eve, History.SinceJoin);
        HidesHistory().Should().BeTrue();
        room.Facts().HidesHistory.Should().BeFalse();
        room.Remove(Eve);
        HidesHistory().Should().BeTrue();
    }

    [Fact]
    public void Conversation_that_was_created_again_hides_nothing_from_those_who_see_its_first_message()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.Delete();
        room.Create(new(Ann), new(Bob) { History = History.SinceJoin });

        room.Model.Participants()!.Select(one => one.VisibleFrom).Should().Equal(1, 2);
        room.Model.Facts(new() { ConversationId = Id, HidesHistory = true }).HidesHistory.Should().BeFalse();
        room.Send("m1", Ann);
        room.Add(Bob, History.SinceJoin);
        room.Model.Facts(new() { ConversationId = Id, HidesHistory = true }).HidesHistory.Should().BeTrue();
    }

    [Fact]
    public void Imported_message_keeps_its_time_and_is_last_only_if_it_is_the_latest()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);

        room.Import("m2", Eve, Now.AddDays(-1)).Should().BeOfType<CommitOutcome.Stored>().Which.Message!.CreatedAt.Should().Be(Now.AddDays(-1));
        LastOf(room).Should().Be(("m1", Now));
        room.Import("m3", Eve, Now);
        LastOf(room).Should().Be(("m3", Now));
        room.Import("m4", Eve, Now.AddHours(1));
        LastOf(room).Should().Be(("m4", Now.AddHours(1)));
        room.Send("m5", Ann);
        room.Model.ListMessages()![4].CreatedAt.Should().Be(Now);
        LastOf(room).Should().Be(("m4", Now.AddHours(1)));
        room.Ids().Should().Equal("m1", "m2", "m3", "m4", "m5");
    }

    [Fact]
    public void Import_without_effects_changes_no_participant()
    {
        var room = Room.WithAnnAndBob();
        room.Model = room.Model.MarkAsUnread(Ann);

        room.Import("m1", Ann, Now);

        room.Model.ReadState(Ann).Should().Be(new ReadState(0, 1, IsMarkedUnread: true));
    }

    [Fact]
    public void Import_keeps_the_conversation_read_for_those_who_had_read_everything()
    {
        var room = Room.WithAnnAndBob(Dee);
        room.Send("m1", Ann);
        room.Send("m2", Ann);
        room.Model = room.Model.MarkAsRead(Dee, 2);
        room.Remove(Dee);
        room.Add(Eve, History.SinceJoin);
        room.Model = room.Model.MarkAsRead(Bob, 1).MarkAsUnread(Ann);

        room.Import("m3", Cy, Now, _keepsRead);

        room.Model.ReadState(Ann).Should().Be(new ReadState(3, 0, IsMarkedUnread: true));
        room.Model.ReadState(Bob).Should().Be(new ReadState(1, 2, IsMarkedUnread: false));
        room.Model.ReadState(Eve).Should().Be(new ReadState(3, 0, IsMarkedUnread: false));
        room.Facts(Dee).Memberships[Dee].Participant.ReadUpTo.Should().Be(2);
        room.Import("m4", Cy, Now, new(KeepsRead: false, HidesFromOthers: false));
        room.Model.ReadState(Ann).Should().Be(new ReadState(3, 1, IsMarkedUnread: true));
    }

    [Fact]
    public void Unread_messages_that_were_deleted_or_are_hidden_do_not_count_as_unread_when_a_message_is_imported()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.Send("m2", Ann);
        room.DeleteMessage("m2");
        room.Model = room.Model.MarkAsRead(Bob, 1);
        room.Import("m3", Cy, Now, _keepsRead);
        room.Model.ReadState(Bob).Should().Be(new ReadState(3, 0, IsMarkedUnread: false));

        room.Send("m4", Ann);
        room.Add(Bob, History.SinceJoin);
        room.Import("m5", Cy, Now, _keepsRead);

        room.Model.ReadState(Bob).Should().Be(new ReadState(5, 0, IsMarkedUnread: false));
    }

    [Fact]
    public void Import_that_hides_is_seen_by_those_who_see_all_of_the_past_only()
    {
        var room = WithHistory();
        room.Add(Dee, History.Last(1));
        room.Remove(Dee);

        room.Import("m4", Cy, Now, new(KeepsRead: true, HidesFromOthers: true));

        room.Ids(Ann).Should().Equal("m1", "m2", "m3", "m4");
        room.Ids(Eve).Should().BeEmpty();
        var memberships = room.Facts(Ann, Eve, Dee).Memberships;
        memberships.Values.Select(one => (one.Participant.UserId, one.Participant.VisibleFrom)).Should().BeEquivalentTo([(Ann, 1L), (Eve, 5L), (Dee, 5L)]);
        memberships[Dee].IsPresent.Should().BeFalse();
    }

    [Fact]
    public void Import_that_hides_reads_no_message_because_it_is_hidden()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.Send("m2", Ann);
        room.Add(Bob, History.SinceJoin);

        room.Import("m3", Cy, Now, new(KeepsRead: true, HidesFromOthers: true));

        room.Facts(Bob).Memberships[Bob].Participant.Should().Match<Participant>(one => one.ReadUpTo == 0 && one.VisibleFrom == 4);
    }

    private static (string, DateTimeOffset?) LastOf(Room room) =>
        (room.Model.Conversation()!.LastMessage!.Id.Value, room.Model.Conversation()!.LastActivityAt);

    /// <summary>Returns a room with three messages of Ann, the last of which answers the second, and with Eve, who sees the last one.</summary>
    private static Room WithHistory()
    {
        var room = Room.WithAnnAndBob();
        room.Send("m1", Ann);
        room.Send("m2", Ann);
        room.Send("m3", Ann, new("m2"));
        room.Add(Eve, History.Last(1));
        return room;
    }
}
