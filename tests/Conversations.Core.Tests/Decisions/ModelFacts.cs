using Conversations.Decisions;

namespace Conversations.Tests.Decisions;

/// <summary>Asserts that facts are as expected. The items of the memberships are compared, not the dictionaries.</summary>
internal static class ModelFacts
{
    internal static void ShouldBe(this ConversationFacts facts, ConversationFacts expected)
    {
        facts.Memberships.Should().BeEquivalentTo(expected.Memberships);
        facts.Should().BeEquivalentTo(expected.With(one => one.Memberships, facts.Memberships), options => options.ComparingRecordsByValue());
    }
}
