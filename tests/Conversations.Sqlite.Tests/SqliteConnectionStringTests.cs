using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteConnectionStringTests
{
    [Theory]
    [InlineData("Data Source=:memory:", "*UseInMemory()*")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared", "*UseInMemory()*")]
    [InlineData("Data Source=file::memory:?cache=shared", "*UseInMemory()*")]
    [InlineData("", "*")]
    [InlineData("  ", "*")]
    [InlineData("Data Source=", "*names no file*'Data Source=conversations.db'*")]
    [InlineData("Data Source=' '", "*names no file*'Data Source=conversations.db'*")]
    [InlineData("Data Source=file:a.db?mode=ro", "*URI*path of a file*")]
    [InlineData("Data Source=a.db;Mode=ReadOnly", "*SqliteStoreOptions*")]
    [InlineData("Data Source=a.db;Cache=Shared", "*SqliteStoreOptions*")]
    [InlineData("Data Source=a.db;Pooling=False", "*SqliteStoreOptions*")]
    [InlineData("Data Source=a.db;Foreign Keys=False", "*SqliteStoreOptions*")]
    [InlineData("Data Source=a.db;Default Timeout=1", "*SqliteStoreOptions*")]
    [InlineData("Data Source=a.db;Password=hunter2", "*SqliteStoreOptions*")]
    [InlineData("Server=hunter2;Database=a.db", "*'Data Source=conversations.db'*")]
    [InlineData("hunter2", "*'Data Source=conversations.db'*")]
    [InlineData("Data Source=hunter2;Mode=Sometimes", "*'Data Source=conversations.db'*")]
    public void Connection_string_with_more_or_less_than_a_file_throws_and_is_not_in_the_error(string connectionString, string message)
    {
        var builder = new ServiceCollection().AddConversations();

        var error = builder.Invoking(it => it.UseSqlite(connectionString)).Should().Throw<ArgumentException>().WithMessage(message).Which;

        error.ToString().Should().NotContain("hunter2").And.NotContain("a.db;");
        error.ParamName.Should().Be("connectionString");
        builder.Services.Should().NotContain(service => service.ServiceType == typeof(SqliteConversationStore));
    }

    [Theory]
    [InlineData("Data Source")]
    [InlineData("DataSource")]
    [InlineData("Filename")]
    public void File_can_be_named_by_each_keyword_of_the_driver(string keyword) =>
        SqlitePath.Of($"{keyword}=a.db").Should().Be(Path.GetFullPath("a.db"));

    [Fact]
    public void Option_out_of_its_bounds_throws()
    {
        Action<SqliteStoreOptions>[] wrong =
        [
            options => options.BusyTimeout = TimeSpan.FromTicks(-1),
            options => options.BusyTimeout = TimeSpan.FromHours(2),
            options => options.CheckpointPages = 0,
            options => options.MaxReaders = 0,
            options => options.MaxReaders = 65,
            options => options.Synchronous = (SqliteSynchronous)3,
        ];

        foreach (var configure in wrong)
        {
            var builder = new ServiceCollection().AddConversations();
            builder.Invoking(it => it.UseSqlite("Data Source=a.db", configure)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }
}
