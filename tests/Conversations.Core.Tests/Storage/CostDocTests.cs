using System.Xml.Linq;
using Conversations.Storage;
using Conversations.Testing;

namespace Conversations.Tests.Storage;

/// <summary>Tests that the suite of costs covers exactly the methods whose documentation promises a cost.</summary>
public sealed class CostDocTests
{
    [Fact]
    public void Methods_that_promise_a_cost_are_those_that_the_suite_tests()
    {
        var documents = XDocument.Load(Path.ChangeExtension(typeof(IConversationStore).Assembly.Location, ".xml"));

        var promising = documents.Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("M:Conversations.Storage.I", StringComparison.Ordinal))
            .Where(member => member.Descendants("para").Any(paragraph => paragraph.Value.Trim().StartsWith("Cost: ", StringComparison.Ordinal)))
            .Select(member => member.Attribute("name")!.Value.Split('(')[0].Split('.')[^1])
            .ToList();

        promising.Should().NotBeEmpty().And.BeEquivalentTo(CostSuite.Members);
    }
}
