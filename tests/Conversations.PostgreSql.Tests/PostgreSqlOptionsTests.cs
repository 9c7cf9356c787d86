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
    public void MaxConcurrentWrites_and_LockTimeout_have_bounds()
    {
        Using(options => options.MaxConcurrentWrites = 0).Should().Throw<ArgumentOutOfRangeException>();
        Using(options => options.MaxConcurrentWrites = 65).Should().Throw<ArgumentOutOfRangeException>();
        Using(options => options.LockTimeout = TimeSpan.Zero).Should().Throw<ArgumentOutOfRangeException>();
        Using(options => options.Schema = "_a1").Should().NotThrow();
    }

    [Fact]
    public void Invalid_connection_string_is_refused_without_being_repeated()
    {
        var use = () => new ServiceCollection().AddConversations().UsePostgreSql("Hots=db;Password=rabbit");

        use.Should().Throw<ArgumentException>().Which.ToString().Should().NotContain("rabbit");
    }

    [Theory]
    [InlineData("Host=db", 64)]
    [InlineData("Host=db;Max Auto Prepare=0", 0)]
    [InlineData("Host=db;maxautoprepare=0", 0)]
    [InlineData("Host=db;Max Auto Prepare=7", 7)]
    public void Max_Auto_Prepare_is_set_only_if_the_connection_string_does_not_set_it(string connectionString, int prepared) =>
        PostgreSqlConversationsBuilderExtensions.SettingsOf(connectionString).MaxAutoPrepare.Should().Be(prepared);

    private static Action Using(Action<PostgreSqlStoreOptions> configure) =>
        () => new ServiceCollection().AddConversations().UsePostgreSql("Host=127.0.0.1", configure);
}
