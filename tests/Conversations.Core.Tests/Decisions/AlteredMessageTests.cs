using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests how messages are edited and deleted.</summary>
public sealed class AlteredMessageTests
{
    private static readonly MessageId _id = new("m2");

    [Fact]
    public void User_edits_their_own_message()
    {
        Decided.By(Edit(As(Ann), new() { Text = "Other" }), Having(Ann, revision: 4)).ShouldBe(new()
        {
            Change = new MessageEdited { ConversationId = Id, At = Now, Actor = Ann, MessageId = _id, Revision = 5 },
            Preconditions = new() { Participant = Ann, Access = ParticipantAccess.ReadWrite, Revision = 4 },
            Content = new("Other", CustomData.Empty),
        });
    }

    [Fact]
    public void App_edits_the_messages_of_all()
    {
        foreach (var sender in new UserId?[] { null, Ann, Eve })
        {
            Decided.By(Edit(null, new() { Custom = new() { ["a"] = "1" } }), Having(sender, revision: 0)).ShouldBe(new()
            {
                Change = new MessageEdited { ConversationId = Id, At = Now, MessageId = _id, Revision = 1 },
                Preconditions = new() { Revision = 0 },
                Content = new("text of m2", new() { ["a"] = "1" }),
            });
        }
    }

    [Fact]
    public void Edit_that_alters_nothing_is_no_change()
    {
        Decided.By(Edit(null, new()), Having(Ann)).Should().BeNull();
        Decided.By(Edit(null, new() { Text = "text of m2", Custom = new() { ["a"] = null } }), Having(Ann)).Should().BeNull();
    }

    [Fact]
    public void Expected_revision_must_be_the_present_one_even_if_nothing_changes()
    {
        Decided.By(Edit(null, new() { Text = "Other" }).With(one => one.ExpectedRevision, 4), Having(Ann, revision: 4)).Should().NotBeNull();
        foreach (var patch in new MessagePatch[] { new(), new() { Text = "Other" } })
        {
            var act = () => Decided.By(Edit(null, patch).With(one => one.ExpectedRevision, 3), Having(Ann, revision: 4));

            var error = act.Should().ThrowExactly<ConversationConflictException>().Which;
            error.Message.Should().Be("Message 'm2' of conversation 'room' is no longer at revision 3 but at 4. Read it again and retry.");
            (error.ConversationId, error.MessageId, error.Expected, error.Actual).Should().Be((Id, _id, 3, 4));
        }
    }

    [Fact]
    public void User_deletes_their_own_message()
    {
        Decided.By(Delete(As(Ann)), Having(Ann)).ShouldBe(new()
        {
            Change = new MessageDeleted { ConversationId = Id, At = Now, Actor = Ann, MessageId = _id },
            Preconditions = new() { Participant = Ann, Access = ParticipantAccess.ReadWrite },
        });
    }

    [Fact]
    public void App_deletes_the_messages_of_all()
    {
        foreach (var sender in new UserId?[] { null, Ann, Eve })
        {
            Decided.By(Delete(null), Having(sender)).ShouldBe(new()
            {
                Change = new MessageDeleted { ConversationId = Id, At = Now, MessageId = _id },
            });
        }
    }

    [Fact]
    public void Conversation_must_exist_for_the_user()
    {
        foreach (var (actor, facts) in new (ActingUser?, ConversationFacts)[] { (null, Nothing), (As(Eve), Having(Eve)), (As(Dee), Having(Dee)) })
        {
            foreach (var command in new ConversationCommand[] { Edit(actor, new() { Text = "Other" }), Delete(actor) })
            {
                command.Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<ConversationNotFoundException>()
                    .WithMessage("There is no conversation 'room'.");
            }
        }
    }

    [Fact]
    public void Message_must_exist_for_the_user()
    {
        var visible = Having(Ann).With(new Membership(Participant(Ann) with { VisibleFrom = 2 }));
        var hidden = Having(Ann).With(new Membership(Participant(Ann) with { VisibleFrom = 3 }));
        var deleted = Facts.With(one => one.Message, Having(Ann).Message!.With(one => one.Message, null));

        foreach (var command in new ConversationCommand[] { Edit(As(Ann), new() { Text = "Other" }), Delete(As(Ann)) })
        {
            Decided.By(command, visible).Should().NotBeNull();
            Decided.By(command.With(one => one.Actor, null), hidden).Should().NotBeNull();
            foreach (var facts in new[] { Facts, hidden, deleted })
            {
                var error = command.Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<MessageNotFoundException>().Which;
                error.Message.Should().Be("Conversation 'room' has no message 'm2': it was never sent there, or it was deleted.");
                (error.ConversationId, error.MessageId).Should().Be((Id, _id));
            }
        }
    }

    private static ConversationFacts Having(UserId? sender, int revision = 0)
    {
        var slot = Stored("m2", sender);
        return Facts.With(one => one.Message, slot.With(one => one.Message, slot.Message! with { Revision = revision }));
    }

    private static EditMessage Edit(ActingUser? actor, MessagePatch patch) => new() { ConversationId = Id, Actor = actor, MessageId = _id, Patch = patch };

    private static DeleteMessage Delete(ActingUser? actor) => new() { ConversationId = Id, Actor = actor, MessageId = _id };
}
