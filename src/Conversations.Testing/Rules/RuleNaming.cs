using Xunit.v3;

namespace Conversations.Testing;

/// <summary>
/// Lets the failures of tests end with the rules that the tests prove. The failure is completed on its way to the runner, so it does not
/// matter what caused it: an assertion of this package or of xunit, an exception of the store, a timeout.
/// </summary>
internal static class RuleNaming
{
    /// <summary>Returns test cases that do the same, but name the rules in their failures.</summary>
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

    /// <summary>Returns a bus that adds the rules of a test case to its failures.</summary>
    internal static IMessageBus Of(IMessageBus bus, IXunitTestCase testCase) => new DelegatingMessageBus(bus, message =>
    {
        // The last one is that of the innermost exception, with which the printed failure ends.
        if (message is TestFailed failed)
            failed.Messages = [.. failed.Messages[..^1], $"{failed.Messages[^1]}\n{ContractText.Describe(testCase.TestMethod.Method)}"];
    });
}
