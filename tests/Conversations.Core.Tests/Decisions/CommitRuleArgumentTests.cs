using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests the rules of commits for sent messages, and what they require of their caller.</summary>
public sealed class CommitRuleArgumentTests
{
    [Fact]
    public void Sent_message_needs_its_id_its_sender_and_whose_access_it_relies_on()
    {
        var sent = new MessageSent { ConversationId = Id, At = Now, MessageId = new("m3") };

        var needs = CommitRules.Needs(new() { Change = sent, Message = Draft("m3", Ann), Preconditions = new() { Participant = Bob } });

        needs.Users.Should().BeEquivalentTo([Ann, Bob]);
        needs.Should().BeEquivalentTo(new FactsQuery { ConversationId = Id, Users = needs.Users, Message = new("m3") });
        CommitRules.Needs(new() { Change = sent, Message = Draft("m3", null) }).Users.Should().BeEmpty();
    }

    [Fact]
    public void Change_of_the_conversation_needs_no_message() =>
        CommitRules.Needs(new() { Change = new ConversationDeleted { ConversationId = Id, At = Now } })
            .Should().BeEquivalentTo(new FactsQuery { ConversationId = Id, Users = [] });

    [Fact]
    public void Sent_message_holds_whatever_is_stored_under_its_id()
    {
        var commit = new Commit
        {
            Change = new MessageSent { ConversationId = Id, At = Now, MessageId = new("m2") },
            Message = Draft("m2", Ann),
            Preconditions = new() { Participant = Ann, Access = ParticipantAccess.ReadWrite },
        };

        CommitRules.Holds(commit, Facts).Should().BeTrue();
        CommitRules.Holds(commit, Facts.With(one => one.Message, Stored("m2", Bob))).Should().BeTrue();
        CommitRules.Holds(commit, Nothing).Should().BeFalse();
        CommitRules.Holds(commit.With(one => one.Preconditions, new() { Participant = Bob, Access = ParticipantAccess.ReadWrite }), Facts).Should().BeFalse();
    }

    [Fact]
    public void Conversation_is_created_only_if_nothing_remains_of_a_deleted_one()
    {
        var commit = new Commit { Change = new ConversationCreated { ConversationId = Id, At = Now, Participants = [Ann] } };

        CommitRules.Holds(commit, Nothing).Should().BeTrue();
        CommitRules.Holds(commit, Nothing.With(one => one.HasRemains, true)).Should().BeFalse();
        CommitRules.Holds(commit, Facts).Should().BeFalse();
    }

    [Fact]
    public void Every_rule_needs_a_commit()
    {
        var calls = new Action[]
        {
            () => CommitRules.Needs(null!),
            () => CommitRules.Holds(null!, null!),
            () => CommitRules.HoldsForConversation(null!, exists: true, hasRemains: false, 0),
            () => CommitRules.HoldsForUsers(null!, 0, (_, _) => null),
            () => CommitRules.HoldsForMessage(null!, 0, 0, 0, (_, _, _) => true),
            () => CommitRules.AskedReactions(null!),
        };

        foreach (var call in calls)
            call.Should().ThrowExactly<ArgumentNullException>().WithParameterName("commit");
    }

    [Fact]
    public void Rules_need_facts_and_functions_that_read_them_even_if_nothing_is_asked()
    {
        var commit = new Commit { Change = new ConversationDeleted { ConversationId = Id, At = Now } };

        commit.Invoking(one => CommitRules.Holds(one, null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("facts");
        commit.Invoking(one => CommitRules.HoldsForUsers<int>(one, 0, null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("accessOf");
        commit.Invoking(one => CommitRules.HoldsForMessage<int>(one, 0, 0, 0, null!)).Should().ThrowExactly<ArgumentNullException>()
            .WithParameterName("hasReaction");
    }
}
