using System.ComponentModel;
using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>A test whose failures name the rules that it proves.</summary>
internal sealed class RuleTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    /// <summary>Creates the case of a test that a runner has serialized.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("xunit calls it before it reads the values.")]
    public RuleTestCase()
    {
    }

    internal RuleTestCase(XunitTestCase found)
        : base(
            found.TestMethod,
            found.TestCaseDisplayName,
            found.UniqueID,
            found.Explicit,
            found.TestLabel,
            found.DisableParallelization,
            found.SkipExceptions,
            found.SkipReason,
            found.SkipType,
            found.SkipUnless,
            found.SkipWhen,
            found.Traits,
            found.TestMethodArguments,
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
