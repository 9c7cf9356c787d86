using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class SendMessageTests
{
    [Fact]
    public void Message_is_stored_if_its_sender_can_still_write()
    {
        var expected = new Commit
        {
            Change = new MessageSent { ConversationId = Id, At = Now, Actor = Ann, MessageId = new("m3") },
            Preconditions = new() { Participant = Ann, Access = ParticipantAccess.ReadWrite },
            Message = Draft("m3", Ann),
        };

        Decided.By(Send(Draft("m3", Ann), As(Ann))).ShouldBe(expected);
        Send(Draft("m3", Ann), As(Ann)).DecideOptimistically(Context).ShouldBe(expected);
        Decided.By(Send(Draft("m3", Ann)))!.Change.Should().Be(new MessageSent { ConversationId = Id, At = Now, MessageId = new("m3") });
    }

    [Fact]
    public void System_message_needs_no_participant() => Decided.By(Send(Draft("m3", null)))!.Preconditions.Participant.Should().BeNull();

    [Fact]
    public void Conversation_must_exist_for_the_user()
    {
        foreach (var (actor, facts) in new (ActingUser?, ConversationFacts)[] { (null, Nothing), (As(Eve), Facts), (As(Dee), Facts) })
        {
            var act = () => Decided.By(Send(Draft("m3", actor?.UserId), actor), facts);

            act.Should().ThrowExactly<ConversationNotFoundException>().WithMessage("There is no conversation 'room'.");
        }
    }

    [Fact]
    public void Imported_message_needs_no_participant_and_keeps_its_effects()
    {
        var effects = new ImportEffects(KeepsRead: true, HidesFromOthers: false);
        var message = Draft("m3", Eve).With(one => one.Origin, MessageOrigin.Import).With(one => one.ImportedAt, Now.AddDays(-1));

        Decided.By(Send(message).With(one => one.Import, effects)).ShouldBe(new()
        {
            Change = new MessageSent { ConversationId = Id, At = Now, MessageId = new("m3") },
            Message = message,
            Import = effects,
        });
    }

    [Fact]
    public void Time_of_an_imported_message_is_from_1970_to_a_day_ahead()
    {
        foreach (var at in new[] { DateTimeOffset.UnixEpoch, Now, Now.AddDays(1) })
        {
            var command = Send(Draft("m3", Ann).With(one => one.Origin, MessageOrigin.Import).With(one => one.ImportedAt, at));

            command.HasValidTime(Context).Should().BeTrue();
            command.Invoking(one => one.CheckTime(Context)).Should().NotThrow();
        }

        foreach (var at in new[] { DateTimeOffset.UnixEpoch.AddMilliseconds(-1), Now.AddDays(1).AddMilliseconds(1) })
            Send(Draft("m3", Ann).With(one => one.ImportedAt, at)).HasValidTime(Context).Should().BeFalse();

        Send(Draft("m3", Ann)).HasValidTime(Context).Should().BeTrue();
    }

    [Fact]
    public void Answered_message_must_exist_for_the_sender()
    {
        var hidden = Facts.With(new Membership(Participant(Ann) with { VisibleFrom = 3 })).With(one => one.ReplyTo, Stored("m2", Bob, sequence: 2));
        var visible = hidden.With(one => one.ReplyTo, Stored("m2", Bob, sequence: 3));
        var reply = Send(Draft("m3", Ann, new("m2")), As(Ann));

        Decided.By(reply, visible)!.Message.Should().Be(reply.Message);
        foreach (var facts in new[] { Facts, hidden, Facts.With(one => one.ReplyTo, Stored("m2", Bob).With(one => one.Message, null)) })
        {
            var error = reply.Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<MessageNotFoundException>().Which;
            error.Message.Should().Be("Conversation 'room' has no message 'm2': it was never sent there, or it was deleted.");
            (error.ConversationId, error.MessageId).Should().Be((Id, new("m2")));
        }
    }

    [Fact]
    public void Imported_reply_may_answer_a_message_that_its_sender_does_not_see()
    {
        var facts = Facts.With(new Membership(Participant(Ann) with { VisibleFrom = 3 })).With(one => one.ReplyTo, Stored("m2", Bob, sequence: 2));
        var reply = Draft("m3", Ann, new("m2"));

        Decided.By(Send(reply.With(one => one.Origin, MessageOrigin.Import)), facts).Should().NotBeNull();
        Send(reply).Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<MessageNotFoundException>();
    }

    [Fact]
    public void System_message_is_answered_by_the_app_only()
    {
        var facts = Facts.With(one => one.ReplyTo, Stored("m2", null));

        Decided.By(Send(Draft("m3", null, new("m2"))), facts).Should().NotBeNull();
        Send(Draft("m3", Ann, new("m2"))).Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<ConversationAccessException>()
            .WithMessage("In conversation 'room', user 'ann' may not reply to a system message.");
    }

    [Fact]
    public void Retry_of_a_reply_is_stored_or_found_although_the_answered_message_was_deleted()
    {
        var facts = Facts.With(one => one.Message, Stored("m3", Ann));

        Decided.By(Send(Draft("m3", Ann, new("m2")), As(Ann)), facts).Should().NotBeNull();
    }

    [Fact]
    public void User_without_the_permission_to_reply_still_sends() =>
        Decided.By(Send(Draft("m3", Ann), As(Ann, new() { Reply = false }))).Should().NotBeNull();

    [Fact]
    public void Retry_finds_the_message_as_it_is_now()
    {
        var (slot, command) = (Stored("m3", Ann), Send(Draft("m3", Ann)));

        command.IsRetryOf(slot).Should().BeTrue();
        command.Retried(slot).Should().Be(new SendResult(slot.Message, Created: false));
        command.Retried(slot.With(one => one.Message, null).With(one => one.Hash, default)).Should().Be(new SendResult(null, Created: false));
    }

    [Fact]
    public void Other_sender_or_other_content_under_an_id_is_a_conflict()
    {
        var slot = Stored("m3", Ann);
        var other = ContentHash.Of("other", CustomData.Empty, null);

        foreach (var (command, stored) in new[]
        {
            (Send(Draft("m3", Bob)), slot),
            (Send(Draft("m3", null)), slot),
            (Send(Draft("m3", Ann)), slot.With(one => one.Hash, other)),
            (Send(Draft("m3", Bob)), slot.With(one => one.Message, null).With(one => one.Hash, default)),
        })
        {
            command.IsRetryOf(stored).Should().BeFalse();
            var error = command.Invoking(one => one.Retried(stored)).Should().ThrowExactly<MessageConflictException>().Which;
            error.Message.Should().Be(
                "Message id 'm3' was used before in conversation 'room', by another sender or for other content. "
                + "Retry with the same content, or send with a new id.");
            (error.ConversationId, error.MessageId).Should().Be((Id, new("m3")));
        }
    }

    [Fact]
    public void Retry_needs_what_is_stored() =>
        Send(Draft("m3", Ann)).Invoking(one => one.Retried(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("slot");

    private static SendMessage Send(NewMessage message, ActingUser? actor = null) => new() { ConversationId = Id, Actor = actor, Message = message };
}
