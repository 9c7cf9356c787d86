using Microsoft.Data.Sqlite;

namespace Conversations.Sqlite.Tests;

/// <summary>The folder is a setting of the process, so these tests do not run beside others.</summary>
[Collection(nameof(SqliteDataDirectoryTests))]
[CollectionDefinition(nameof(SqliteDataDirectoryTests), DisableParallelization = true)]
public sealed class SqliteDataDirectoryTests : IDisposable
{
    private const string Setting = "DataDirectory";

    private readonly TemporaryFolder _folder = new();
    private readonly object? _before = AppContext.GetData(Setting);

    public void Dispose()
    {
        AppContext.SetData(Setting, _before);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("|DataDirectory|a.db")]
    [InlineData("|datadirectory|a.db")]
    [InlineData("|DataDirectory|sub/../a.db")]
    [InlineData("a.db")]
    public void File_is_the_one_that_the_driver_opens(string source)
    {
        Directory.CreateDirectory(_folder.File("sub"));
        AppContext.SetData(Setting, _folder.Path);
        using var connection = new SqliteConnection($"Data Source={source};Pooling=False");
        connection.Open();

        SqlitePath.Of($"Data Source={source}").Should().Be(_folder.File("a.db"));

        File.Exists(_folder.File("a.db")).Should().BeTrue();
        connection.Ask("SELECT file FROM pragma_database_list").Should().Be(SqlitePath.Real(_folder.File("a.db")));
    }

    [Fact]
    public async Task Names_of_one_file_share_one_writer()
    {
        AppContext.SetData(Setting, _folder.Path);
        await using var byMacro = TestStores.Provide("|DataDirectory|a.db");
        await using var byRelative = TestStores.Provide("a.db");
        await using var byPath = TestStores.Provide(_folder.File("a.db"));

        var databases = new[] { byMacro, byRelative, byPath }.Select(provider => TestStores.Store(provider).Database);

        databases.Distinct().Should().ContainSingle();
        await TestStores.CreateRoomAsync(TestStores.Conversations(byMacro));
        File.Exists(_folder.File("a.db")).Should().BeTrue();
    }

    [Fact]
    public void Full_path_does_not_depend_on_the_folder()
    {
        AppContext.SetData(Setting, _folder.File("other"));

        SqlitePath.Of($"Data Source={_folder.File("a.db")}").Should().Be(_folder.File("a.db"));
    }

    [Theory]
    [InlineData("|DataDirectory|a.db", false, "*SetData*")]
    [InlineData("|DataDirectory|", true, "*beginning of the data source*")]
    [InlineData("|DataDirectory|/a.db", true, "*without a separator*")]
    [InlineData("sub/|DataDirectory|a.db", true, "*beginning of the data source*")]
    public void Macro_that_names_no_file_throws(string source, bool isSet, string message)
    {
        AppContext.SetData(Setting, isSet ? _folder.Path : null);

        FluentActions.Invoking(() => SqlitePath.Of($"Data Source={source}")).Should().Throw<ArgumentException>().WithMessage(message)
            .Which.ParamName.Should().Be("connectionString");
    }
}
