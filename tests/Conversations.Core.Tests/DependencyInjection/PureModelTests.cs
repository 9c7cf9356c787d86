using Conversations.Decisions;

namespace Conversations.Tests.DependencyInjection;

/// <summary>Tests that the domain model works without a container, a store and a clock.</summary>
public sealed class PureModelTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly DecisionContext _context = new(DateTimeOffset.UnixEpoch.AddDays(20_000), ConversationLimits.Default);

    [Fact]
    public void Model_decides_and_applies_without_a_container()
    {
        var empty = ConversationModel.Of(_id);

        var (created, _) = empty.Execute(
            new CreateConversation { ConversationId = _id, Draft = new() { Participants = [new(_alice)], Subject = "House" } }, _context);
        var (sent, outcome) = created.Execute(Send("hello"), _context);

        empty.Conversation().Should().BeNull();
        created.Conversation()!.Subject.Should().Be("House");
        outcome.Should().BeOfType<CommitOutcome.Stored>().Which.Version.Should().Be(2);
        sent.ListMessages().Should().ContainSingle().Which.Text.Should().Be("hello");
        sent.Log.Select(change => change.Version).Should().Equal(1, 2);
    }

    [Fact]
    public void Model_that_refuses_a_command_stays_unchanged()
    {
        var model = ConversationModel.Of(_id);

        var send = () => model.Execute(Send("hello"), _context);

        send.Should().Throw<ConversationNotFoundException>();
        model.Version.Should().Be(0);
        model.Log.Should().BeEmpty();
    }

    [Fact]
    public void Model_refuses_a_command_or_a_commit_of_another_conversation()
    {
        var model = ConversationModel.Of(new("other"));
        var command = new CreateConversation { ConversationId = _id, Draft = new() { Participants = [new(_alice)] } };
        var commit = command.Decide(ConversationModel.Of(_id).Facts(command.Needs), _context)!;

        Action[] calls = [() => model.Execute(command, _context), () => model.Apply(commit), () => model.Facts(command.Needs)];

        foreach (var call in calls)
            call.Should().Throw<ArgumentException>();
    }

    private static SendMessage Send(string text) => new()
    {
        ConversationId = _id,
        Message = new() { Id = new("m1"), SenderId = _alice, Text = text, Hash = ContentHash.Of(text, CustomData.Empty, null) },
    };
}
