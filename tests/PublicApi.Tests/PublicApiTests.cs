using System.Reflection;
using PublicApiGenerator;

namespace PublicApi;

/// <summary>
/// Each package has one approved file. To approve a change, run <c>CONVERSATIONS_APPROVE=1 dotnet test
/// tests/PublicApi.Tests</c>.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions _options = new()
    {
        IncludeAssemblyAttributes = false,
        TreatRecordsAsClasses = false,
        OrderBy = OrderMode.NamespaceThenFullName,

        // By default, the generator skips the namespace of our own extension methods, Microsoft.Extensions.DependencyInjection.
        DenyNamespacePrefixes = [],

        // The tests of the contract are public methods, but no caller compiles against their test attributes and test data.
        ExcludeAttributes =
        [
            typeof(FactAttribute).FullName!, typeof(TheoryAttribute).FullName!,
            typeof(InlineDataAttribute).FullName!, typeof(MemberDataAttribute).FullName!, typeof(Conversations.Testing.RuleAttribute).FullName!,
        ],
    };

    [Theory]
    [InlineData("Conversations.AspNetCore")]
    [InlineData("Conversations.Core")]
    [InlineData("Conversations.Delivery")]
    [InlineData("Conversations.HealthChecks")]
    [InlineData("Conversations.PostgreSql")]
    [InlineData("Conversations.Sqlite")]
    [InlineData("Conversations.Testing")]
    [InlineData("Conversations.Webhooks")]
    public void The_public_API_equals_the_approved_text(string package)
    {
        var api = Assembly.Load(package).GeneratePublicApi(_options);

        Approval.Verify(package, api.ReplaceLineEndings("\n") + "\n");
    }
}
