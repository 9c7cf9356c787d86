using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests which arguments and commits the model refuses, and that it stays as it was.</summary>
public sealed class ModelRefusalTests
{
    private const string Foreign = "The argument is about another conversation than this model. Use the model of that conversation.*";

    private static readonly Dictionary<string, Func<Commit>> _stale = new()
    {
        ["creation of a conversation that exists"] = () => new() { Change = Created, Settings = new(), Participants = [Write(Eve, joins: true)] },
        ["other settings version"] = () => new() { Change = Updated, Preconditions = new() { SettingsVersion = 2 } },
        ["participant with other access"] = () => new() { Change = Updated, Preconditions = new() { Participant = Bob, Access = ParticipantAccess.Read } },
        ["participant who left"] = () => new() { Change = Updated, Preconditions = new() { Participant = Dee } },
        ["participant who never took part"] = () => new() { Change = Updated, Preconditions = new() { Participant = Eve } },
        ["adding a user who takes part"] = () => new() { Change = Updated, Participants = [Write(Eve, joins: true), Write(Bob, joins: true)] },
        ["changing a user who has left"] = () => new() { Change = Updated, Participants = [Write(Bob, joins: false), Write(Dee, joins: false)] },
        ["removing a user who has left"] = () => new() { Change = new ParticipantRemoved { ConversationId = Id, At = Now, UserId = Dee } },
        ["message that does not exist"] = () => About(new MessageDeleted { ConversationId = Id, At = Now, MessageId = new("m9") }),
        ["message that was deleted"] = () => About(new MessageDeleted { ConversationId = Id, At = Now, MessageId = new("m2") }),
        ["other revision"] = () => About(Edited, new() { Revision = 0 }),
        ["other number of emoji"] = () => About(Edited, new() { EmojiCount = 1 }),
        ["emoji that is not there"] = () => About(Edited, new() { Emoji = ":c:" }),
        ["emoji that must not be there"] = () => About(Edited, new() { AbsentEmoji = [":c:", ":b:"] }),
        ["reaction that is there"] = () => About(Reacted(Ann, ":a:")),
        ["reaction that is removed but not there"] = () => About(Unreacted(Bob, ":a:")),
    };

    private static readonly Dictionary<string, Func<Commit>> _stored = new()
    {
        ["settings version"] = () => new() { Change = Updated, Preconditions = new() { SettingsVersion = 3 } },
        ["participant"] = () => new() { Change = Updated, Preconditions = new() { Participant = Bob } },
        ["participants"] = () => new() { Change = Updated, Participants = [Write(Dee, joins: true), Write(Bob, joins: false), Write(Eve, joins: true)] },
        ["removal"] = () => new() { Change = new ParticipantRemoved { ConversationId = Id, At = Now, UserId = Bob } },
        ["message"] = () => About(Edited, new() { Revision = 1, EmojiCount = 2, Emoji = ":b:", AbsentEmoji = [":c:", ":d:"] }),
        ["reaction of another user"] = () => About(Reacted(Bob, ":a:")),
        ["other reaction of the user"] = () => About(Reacted(Ann, ":b:")),
        ["reaction that is removed"] = () => About(Unreacted(Ann, ":a:")),
    };

    public static TheoryData<string> Stale => [.. _stale.Keys];

    public static TheoryData<string> Stored => [.. _stored.Keys];

    [Theory]
    [MemberData(nameof(Stale))]
    public void Commit_whose_conditions_do_not_hold_is_stale_and_leaves_the_same_model(string name)
    {
        var model = Prepared();

        var (next, outcome) = model.Apply(_stale[name]());

        outcome.Should().BeSameAs(CommitOutcome.Stale.Instance);
        next.Should().BeSameAs(model);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void Commit_whose_conditions_hold_is_stored(string name)
    {
        var model = Prepared();

        model.Apply(_stored[name]()).Outcome.Should().BeEquivalentTo(new CommitOutcome.Stored(model.Version + 1));
    }

    [Fact]
    public void Every_change_but_the_creation_needs_a_conversation()
    {
        var model = ConversationModel.Of(Id);

        var removal = _stale["removing a user who has left"]();
        foreach (var commit in new[] { new() { Change = Updated }, removal, About(Edited), new() { Change = Sent, Message = Draft("m1", Ann) } })
            model.Apply(commit).Should().Be((model, CommitOutcome.Stale.Instance));

        model.Apply(new() { Change = Created, Settings = new(), Participants = [Write(Ann, joins: false)] }).Should().Be((model, CommitOutcome.Stale.Instance));
        model.Apply(new() { Change = Created, Settings = new(), Participants = [Write(Ann, joins: true)] }).Outcome
            .Should().BeEquivalentTo(new CommitOutcome.Stored(1));
    }

    [Fact]
    public void Message_id_that_is_taken_shows_what_is_stored_under_it()
    {
        var model = Prepared();

        var (next, outcome) = model.Apply(new() { Change = Sent, Message = Draft("m1", Bob) });

        next.Should().BeSameAs(model);
        var slot = outcome.Should().BeOfType<CommitOutcome.MessageExists>().Which.Slot;
        (slot.Sequence, slot.SenderId, slot.Hash).Should().Be((1, Ann, Draft("m1", Ann).Hash));
        slot.Message!.Text.Should().Be("Other");
        slot.Message.Reactions.Should().Equal(new Reaction(":a:", 1, ByViewer: false), new Reaction(":b:", 1, ByViewer: false));
        var (after, deleted) = model.Apply(new() { Change = Sent with { MessageId = new("m2") }, Message = Draft("m2", Ann) });
        after.Should().BeSameAs(model);
        deleted.Should().BeOfType<CommitOutcome.MessageExists>().Which.Slot.Should().BeEquivalentTo(new MessageSlot(2, Bob, default, null));
    }

    [Fact]
    public void Arguments_are_required_and_must_be_about_the_conversation()
    {
        var (model, id) = (Prepared(), new ConversationId("other"));

        model.Invoking(one => one.Execute(null!, Context)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("command");
        model.Invoking(one => one.Apply(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("commit");
        model.Invoking(one => one.Facts(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("query");
        model.Invoking(one => one.Execute(new DeleteConversation { ConversationId = id }, Context))
            .Should().ThrowExactly<ArgumentException>().WithMessage(Foreign).WithParameterName("command");
        model.Invoking(one => one.Apply(new() { Change = Updated with { ConversationId = id } }))
            .Should().ThrowExactly<ArgumentException>().WithMessage(Foreign).WithParameterName("commit");
        model.Invoking(one => one.Facts(new() { ConversationId = id }))
            .Should().ThrowExactly<ArgumentException>().WithMessage(Foreign).WithParameterName("query");
        FluentActions.Invoking(() => ConversationModel.Of(default)).Should().ThrowExactly<ArgumentException>().WithParameterName("id");
    }

    [Fact]
    public void Content_of_a_command_is_checked()
    {
        var model = Prepared();

        model.Invoking(one => one.Execute(new SendMessage { ConversationId = Id, Message = Draft("m3", Ann).With(one => one.Text, "") }, Context))
            .Should().ThrowExactly<InvalidConversationDataException>().Which.Field.Should().Be("text");
        model.Invoking(one => one.Execute(new DeleteMessage { ConversationId = Id, MessageId = default }, Context))
            .Should().ThrowExactly<ArgumentException>().WithParameterName("MessageId");
        model.Version.Should().Be(9);
    }

    /// <summary>
    /// Ann has sent m1, edited it once and reacted with :a:, Bob has reacted with :b:. Bob's m2 was deleted, and Dee was added and removed.
    /// </summary>
    private static ConversationModel Prepared()
    {
        var room = new Room();
        room.Create(new(Ann), new(Bob));
        room.Add(Dee);
        room.Remove(Dee);
        room.Send("m1", Ann);
        room.Send("m2", Bob);
        room.Edit("m1", "Other");
        room.React("m1", Ann, ":a:");
        room.React("m1", Bob, ":b:");
        room.DeleteMessage("m2");
        return room.Model;
    }

    private static ConversationCreated Created => new() { ConversationId = Id, At = Now, Participants = [Ann] };

    private static ConversationUpdated Updated => new() { ConversationId = Id, At = Now };

    private static MessageSent Sent => new() { ConversationId = Id, At = Now, MessageId = new("m1") };

    private static MessageEdited Edited => new() { ConversationId = Id, At = Now, MessageId = new("m1"), Revision = 2 };

    private static ReactionAdded Reacted(UserId user, string emoji) =>
        new() { ConversationId = Id, At = Now, MessageId = new("m1"), UserId = user, Emoji = emoji };

    private static ReactionRemoved Unreacted(UserId user, string emoji) =>
        new() { ConversationId = Id, At = Now, MessageId = new("m1"), UserId = user, Emoji = emoji };

    private static Commit About(MessageChange change, Preconditions preconditions = default) =>
        new() { Change = change, Preconditions = preconditions, Content = new("Third", CustomData.Empty) };

    private static ParticipantWrite Write(UserId user, bool joins) => new(user, ParticipantAccess.Read, NotifySetting.All, joins);
}
