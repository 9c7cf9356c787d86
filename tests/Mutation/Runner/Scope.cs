namespace Conversations.Mutation;

/// <summary>Sources that are mutated, and the tests that shall kill the mutants.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Folder">The folder of Conversations.Core.</param>
/// <param name="Tests">The tests, in the syntax of <c>dotnet test --filter</c>.</param>
/// <param name="Target">The least percentage of mutants that must be killed.</param>
/// <param name="Sample">The number of mutants that are tested, or null to test all.</param>
internal sealed record Scope(string Name, string Folder, string Tests, double Target, int? Sample = null)
{
    // Tests of allocations and of costs that grow measure the code of Stryker too.
    private const string Light = "FullyQualifiedName!~llocat&FullyQualifiedName!~Linearity&FullyQualifiedName!~MarkupLawsTests";

    private const string Contract = "FullyQualifiedName~Conversations.Tests.Storage.InMemory&FullyQualifiedName!~InMemoryCoverageTests";

    /// <summary>A test that covers nothing: with it, Stryker lists the mutants without testing them.</summary>
    internal const string NoTests = "FullyQualifiedName~InMemoryCoverageTests";

    internal static IReadOnlyList<Scope> All { get; } =
    [
        new("ids", "Ids", $"(FullyQualifiedName~Tests.Ids|FullyQualifiedName~Tests.Json)&{Light}", 85),
        new("content", "Content", $"(FullyQualifiedName~Tests.Model|FullyQualifiedName~Tests.Json)&{Light}", 85),
        new("decisions", "Decisions", $"FullyQualifiedName~Tests.Decisions|FullyQualifiedName~CommitRulesTests|({Contract})", 85, Sample: 300),
        new("text", "Text", $"(FullyQualifiedName~Tests.Text|FullyQualifiedName~MarkupJson)&{Light}", 80, Sample: 300),
        new("store", "Storage/InMemory", Contract, 85, Sample: 300),
    ];
}
