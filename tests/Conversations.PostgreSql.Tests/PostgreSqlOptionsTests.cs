using Microsoft.Extensions.DependencyInjection;

namespace Conversations.PostgreSql.Tests;

public sealed class PostgreSqlOptionsTests
{
    [Theory]
    [InlineData("public; drop table x")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("1a")]
    [InlineData("a\n")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890abcd")]
    public void Schema_of_another_form_is_refused(string schema) =>
        Using(options => options.Schema = schema).Should().Throw<ArgumentException>().Which.ParamName.Should().Be("Schema");

    [Fact]
    public void Writers_and_lock_timeout_have_bounds()
    {
        Using(options => options.Writers = 0).Should().Throw<ArgumentOutOfRangeException>();
        Using(options => options.Writers = 65).Should().Throw<ArgumentOutOfRangeException>();
        Using(options => options.LockTimeout = TimeSpan.Zero).Should().Throw<ArgumentOutOfRangeException>();
        Using(options => options.Schema = "_a1").Should().NotThrow();
    }

    [Fact]
    public void Connection_string_that_is_none_is_refused_without_being_repeated()
    {
        var use = () => new ServiceCollection().AddConversations().UsePostgreSql("Hots=db;Password=rabbit");

        use.Should().Throw<ArgumentException>().Which.ToString().Should().NotContain("rabbit");
    }

    private static Action Using(Action<PostgreSqlStoreOptions> configure) =>
        () => new ServiceCollection().AddConversations().UsePostgreSql("Host=127.0.0.1", configure);
}
