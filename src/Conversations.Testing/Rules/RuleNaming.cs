using Xunit.v3;

namespace Conversations.Testing;

/// <summary>Turns the test cases that xunit finds into cases whose failures name the rules.</summary>
internal static class RuleNaming
{
    internal static IReadOnlyCollection<IXunitTestCase> Of(IReadOnlyCollection<IXunitTestCase> found) =>
    [
        .. found.Select(IXunitTestCase (one) => one switch
        {
            XunitDelayEnumeratedTheoryTestCase theory => new RuleTheoryTestCase(theory),
            _ when one.GetType() == typeof(XunitTestCase) => new RuleTestCase((XunitTestCase)one),

            // A test that cannot be run, for example because its rows cannot be read, only reports that.
            _ => one,
        }),
    ];
}
