using Conversations.Decisions;

namespace Conversations.Tests.Decisions;

/// <summary>Decides commands and asserts what was decided.</summary>
internal static class Decided
{
    internal static Commit? By(ConversationCommand command, ConversationFacts? facts = null, DecisionContext? context = null)
    {
        command.Check(context ?? Given.Context);
        return command.Decide(facts ?? Given.Facts, context ?? Given.Context);
    }

    /// <summary>Asserts that a commit is as expected. The items of its lists are compared, not the lists.</summary>
    internal static void ShouldBe(this Commit? commit, Commit expected)
    {
        commit.Should().NotBeNull();
        commit.Participants.Should().Equal(expected.Participants);
        commit.Preconditions.AbsentEmoji.Should().BeEquivalentTo(expected.Preconditions.AbsentEmoji);
        commit.Should().BeEquivalentTo(
            expected
                .With(one => one.Participants, commit.Participants)
                .With(one => one.Preconditions, expected.Preconditions with { AbsentEmoji = commit.Preconditions.AbsentEmoji }),
            options => options.ComparingRecordsByValue());
    }
}
