using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Store_in_memory_is_healthy() => (await CheckAsync(_ => { })).Status.Should().Be(HealthStatus.Healthy);

    [Fact]
    public async Task Store_in_a_file_is_healthy()
    {
        var entry = await CheckAsync(builder => builder.UseSqlite($"Data Source={Path}"));

        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Tags.Should().Equal("ready");
    }

    [Fact]
    public async Task File_that_is_not_a_database_gives_the_failure_status_and_is_not_changed()
    {
        await File.WriteAllTextAsync(Path, new string('x', 5_000));

        var entry = await CheckAsync(builder => builder.UseSqlite($"Data Source={Path}"));

        entry.Status.Should().Be(HealthStatus.Degraded, "that is what the app chose");
        entry.Description.Should().Contain("not a SQLite database").And.NotContain(_folder.Path);
        (await File.ReadAllTextAsync(Path)).Should().Be(new string('x', 5_000));
    }

    [Fact]
    public async Task Store_that_cannot_be_created_gives_the_failure_status_without_the_reason()
    {
        var entry = await CheckAsync(builder => builder.UseStore("UseBroken", _ => throw new InvalidOperationException($"hunter2 in {Path}")));

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Be("The store of conversations fails.");
    }

    [Fact]
    public async Task Failure_status_and_name_have_defaults_and_the_timeout_is_passed_on()
    {
        var services = new ServiceCollection();
        services.AddConversations();
        services.AddHealthChecks().AddConversations(timeout: TimeSpan.FromSeconds(7));
        await using var provider = services.BuildServiceProvider();

        var registration = provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Should().ContainSingle().Which;

        (registration.Name, registration.FailureStatus, registration.Timeout).Should().Be(("conversations", HealthStatus.Unhealthy, TimeSpan.FromSeconds(7)));
    }

    private static async Task<HealthReportEntry> CheckAsync(Action<IConversationsBuilder> use)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        use(services.AddConversations());
        services.AddHealthChecks().AddConversations("talk", HealthStatus.Degraded, ["ready"], TimeSpan.FromMinutes(1));
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["talk"];
    }
}
