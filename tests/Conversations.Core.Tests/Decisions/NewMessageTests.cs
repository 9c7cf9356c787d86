using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests what becomes of a message that is sent or edited.</summary>
public sealed class NewMessageTests
{
    [Fact]
    public void Message_is_stored_as_it_was_sent_at_the_place_and_time_of_the_store()
    {
        var draft = Draft("m3", Ann, new("m2")).With(one => one.Custom, new() { ["a"] = "1" }).With(one => one.Origin, MessageOrigin.Session);

        draft.At(Id, 3, Now).Should().Be(new Message
        {
            Id = new("m3"),
            ConversationId = Id,
            Sequence = 3,
            SenderId = Ann,
            Text = "text of m3",
            Custom = new() { ["a"] = "1" },
            ReplyTo = new("m2"),
            Origin = MessageOrigin.Session,
            CreatedAt = Now,
        });
    }

    [Fact]
    public void Imported_message_keeps_its_time()
    {
        var draft = Draft("m3", Ann).With(one => one.ImportedAt, DateTimeOffset.UnixEpoch);

        draft.ImportedAt.Should().Be(DateTimeOffset.UnixEpoch);
        draft.At(Id, 3, Now).CreatedAt.Should().Be(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void Sender_answered_message_and_time_can_be_absent()
    {
        var draft = Draft("m3", null).With(one => one.ImportedAt, null);

        (draft.SenderId, draft.ReplyTo, draft.ImportedAt).Should().Be((null, null, null));
        draft.Custom.Should().BeSameAs(CustomData.Empty);
        draft.At(Id, 3, Now).Type.Should().Be(MessageType.System);
    }

    [Fact]
    public void Default_ids_of_sender_and_answered_message_mean_none()
    {
        var draft = Draft("m3", Ann, new("m2")).With(one => one.SenderId, default(UserId)).With(one => one.ReplyTo, default(MessageId));

        (draft.SenderId, draft.ReplyTo).Should().Be((null, null));
    }

    [Fact]
    public void Edit_replaces_the_content_and_keeps_the_rest()
    {
        var message = Stored("m3", Ann, 3, new Reaction(":a:", 1, ByViewer: false)).Message!;
        var edited = new MessageEdited { ConversationId = Id, At = Now.AddHours(1), MessageId = new("m3"), Revision = 2 };

        new MessageContent("Other", new() { ["a"] = "1" }).ApplyTo(message, edited).Should().Be(message with
        {
            Text = "Other",
            Custom = new() { ["a"] = "1" },
            EditedAt = Now.AddHours(1),
            Revision = 2,
        });
    }

    [Fact]
    public void Edit_needs_a_message_and_a_change()
    {
        var content = new MessageContent("Other", CustomData.Empty);
        var edited = new MessageEdited { ConversationId = Id, At = Now, MessageId = new("m3"), Revision = 2 };

        content.Invoking(one => one.ApplyTo(null!, edited)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("message");
        content.Invoking(one => one.ApplyTo(Stored("m3", Ann).Message!, null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("change");
    }
}
