using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>Finds the test case of a fact, and lets its failures name the rules.</summary>
internal sealed class RuleFactDiscoverer : FactDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        RuleNaming.Of(await base.Discover(discoveryOptions, testMethod, factAttribute));
}
