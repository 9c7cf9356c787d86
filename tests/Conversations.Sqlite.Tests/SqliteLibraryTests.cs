using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>A native library with the WAL-reset bug is used, and the operator is told so. The version is given, so no old library is needed.</summary>
public sealed class SqliteLibraryTests : IDisposable
{
    private const string Old = "3.51.2";
    private const string Advice =
        "SQLite 3.51.2 can damage a file that two processes write at the same time (the WAL-reset bug, fixed in 3.51.3)."
        + " Reference the package SQLitePCLRaw.bundle_e_sqlite3, version 3.0.5 or later.";

    private readonly TemporaryFolder _folder = new();
    private readonly Warnings _warnings = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Library_that_the_package_brings_has_no_known_bug()
    {
        SqliteLibrary.Loaded.Version.Should().Be(SQLitePCL.raw.sqlite3_libversion().utf8_to_string());
        Version.Parse(SqliteLibrary.Loaded.Version).Should().BeGreaterThanOrEqualTo(new Version(3, 53, 4));
        SqliteLibrary.Loaded.Warning.Should().BeNull();
    }

    [Theory]
    [InlineData("3.7.0", true)]
    [InlineData("3.50.4", true)]
    [InlineData(Old, true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.53.4", false)]
    [InlineData("4.0.0", false)]
    public void Library_has_a_warning_if_it_is_older_than_3_51_3(string version, bool isWarnedAbout)
    {
        var warning = new SqliteLibrary(version).Warning;

        (warning is not null).Should().Be(isWarnedAbout);
    }

    [Fact]
    public async Task Old_library_works_and_is_logged_once_per_database()
    {
        for (var file = 1; file <= 2; file++)
        {
            await using var store = Open(Old, $"{file}.db");
            await WriteAsync(store);
            await OpenAgainAsync(store);
            await WriteAsync(store);

            _warnings.Texts.Where(text => text == Advice).Should().HaveCount(file);
            _warnings.Texts.Where(text => text.Contains("opened again", StringComparison.Ordinal)).Should().HaveCount(file);
        }
    }

    [Fact]
    public async Task Old_library_makes_the_health_check_degraded_with_the_advice()
    {
        var entry = await CheckAsync(Old);

        (entry.Status, entry.Description).Should().Be((HealthStatus.Degraded, Advice));
        entry.Exception.Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("3.53.4")]
    public async Task Recent_library_is_healthy_and_nothing_is_logged(string? version)
    {
        var entry = await CheckAsync(version);

        (entry.Status, entry.Description).Should().Be((HealthStatus.Healthy, "The store of conversations answers."));
        _warnings.Texts.Should().BeEmpty();
    }

    private SqliteConversationStore Open(string? version, string file) =>
        OpenAlone(_folder.File(file), library: version is null ? null : new(version), logger: _warnings);

    private static Task<bool> WriteAsync(SqliteConversationStore store) => store.TrySetUserAsync(new() { Id = Alice, Name = "Alice" }, 0);

    /// <summary>Lets the writer lose its connection, so that it opens the file a second time.</summary>
    private static async Task OpenAgainAsync(SqliteConversationStore store)
    {
        await store.Database.Writer.RunAsync(session =>
        {
            session.Execute("PRAGMA query_only = ON");
            return true;
        });
        await FluentActions.Awaiting(() => WriteAsync(store)).Should().ThrowAsync<StorageException>().WithMessage("*read-only*");
    }

    private async Task<HealthReportEntry> CheckAsync(string? version)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddConversations().UseStore("UseFile", _ => Open(version, "conversations.db"));
        services.AddHealthChecks().AddConversations();
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["conversations"];
    }
}
