using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>
/// Adds to the failures of a test the rules that it proves, on their way to the runner. So it does not matter what caused a failure: an
/// assertion of this package or of xunit, an exception of the store, a timeout.
/// </summary>
/// <param name="inner">The bus of the runner, which belongs to the runner.</param>
/// <param name="test">The test.</param>
internal sealed class RuleMessageBus(IMessageBus inner, MethodInfo test) : IMessageBus
{
    public bool QueueMessage(IMessageSinkMessage message)
    {
        // The last message is that of the innermost exception, with which the printed failure ends.
        if (message is TestFailed failed)
            failed.Messages = [.. failed.Messages[..^1], $"{failed.Messages[^1]}\n{ContractText.Describe(test)}"];

        return inner.QueueMessage(message);
    }

    public void Dispose()
    {
    }
}
