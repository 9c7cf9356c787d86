using PublicApi.Printing;

namespace PublicApi;

/// <summary>One approved file per package. To approve a change: <c>CONVERSATIONS_APPROVE=1 dotnet test tests/PublicApi.Tests</c>.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Conversations.Core")]
    [InlineData("Conversations.HealthChecks")]
    [InlineData("Conversations.PostgreSql")]
    [InlineData("Conversations.Sqlite")]
    [InlineData("Conversations.Testing")]
    public void The_public_API_is_the_one_that_was_approved(string package)
    {
        Approval.Verify(package, Api.Print(System.Reflection.Assembly.Load(package)));
    }
}
