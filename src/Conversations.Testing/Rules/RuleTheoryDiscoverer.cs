using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>Finds the test cases of a theory, and lets their failures name the rules.</summary>
internal sealed class RuleTheoryDiscoverer : TheoryDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        RuleNaming.Of(await base.Discover(discoveryOptions, testMethod, factAttribute));
}
