using System.ComponentModel;
using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>A theory whose rows are read when it runs. Its failures name the rules that it proves.</summary>
internal sealed class RuleTheoryTestCase : XunitDelayEnumeratedTheoryTestCase, ISelfExecutingXunitTestCase
{
    /// <summary>Creates the case of a theory that a runner has serialized.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("xunit calls it before it reads the values.")]
    public RuleTheoryTestCase()
    {
    }

    internal RuleTheoryTestCase(XunitDelayEnumeratedTheoryTestCase found)
        : base(
            found.TestMethod,
            found.TestCaseDisplayName,
            found.UniqueID,
            found.Explicit,
            found.SkipTestWithoutData,
            found.SkipExceptions,
            found.SkipReason,
            found.SkipType,
            found.SkipUnless,
            found.SkipWhen,
            found.Traits,
            found.SourceFilePath,
            found.SourceLineNumber,
            found.Timeout)
    {
    }

    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption,
        IMessageBus messageBus,
        object?[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource,
        ParallelMode parallelMode,
        ExecutionScheduler scheduler,
        FixtureMappingManager methodFixtureMappings)
    {
        using var naming = new RuleMessageBus(messageBus, TestMethod.Method);
        return await XunitRunnerHelper.RunXunitTestCase(
            this,
            naming,
            cancellationTokenSource,
            parallelMode,
            scheduler,
            aggregator,
            explicitOption,
            constructorArguments,
            methodFixtureMappings);
    }
}
