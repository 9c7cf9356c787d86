using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>What operators see: health, metrics, logs and errors.</summary>
public sealed class PostgreSqlHealthTests
{
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");

    [Fact]
    public async Task Store_is_healthy_while_the_server_runs_and_again_when_it_is_back()
    {
        using var server = ThrowAwayServer.Start("fsync=off");
        using var logs = new Logs();
        await using var provider = Provide($"{server.ConnectionString};Password=hunter2", logs);
        (await CheckAsync(provider)).Status.Should().Be(HealthStatus.Healthy);

        server.Stop("immediate");
        var away = await CheckAsync(provider);
        server.Start();

        away.Status.Should().Be(HealthStatus.Unhealthy);
        away.Description.Should().Be("The PostgreSQL server cannot be reached. Nothing was written. Try again.");
        logs.Text.Should().NotContain("hunter2");
        (await CheckAsync(provider)).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Refused_login_is_reported_without_password_connection_string_and_text()
    {
        using var logs = new Logs();
        var connectionString = new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Username = "nobody", Password = "hunter2" }.ConnectionString;
        await using var provider = Provide(connectionString, logs);

        var entry = await CheckAsync(provider);
        var error = await provider.GetRequiredService<IConversations>()
            .Awaiting(it => it.SendAsync(_room, _alice, "A secret that I have")).Should().ThrowAsync<StorageException>();

        entry.Status.Should().Be(HealthStatus.Unhealthy);
        foreach (var told in new[] { entry.Description!, entry.Exception!.ToString(), error.Which.ToString(), logs.Text })
            told.Should().NotContain("hunter2").And.NotContain("A secret").And.NotContain("Username=");
        error.Which.Message.Should().NotContain("nobody").And.NotContain("127.0.0.1");
    }

    [Fact]
    public async Task Messages_and_commits_are_counted_and_their_duration_is_measured()
    {
        await using var hosts = new Hosts();
        var conversations = hosts.Start();
        var isOurs = new AsyncLocal<bool>();
        var heard = new ConcurrentQueue<(string Name, double Value)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Conversations")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Hear(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Hear(instrument.Name, value));
        listener.Start();

        // Other tests run at the same time, and their measurements are counted too.
        isOurs.Value = true;
        await conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => conversations.SendAsync(_room, _alice, $"Message {i}")));

        heard.Where(one => one.Name == "conversations.sends").Sum(one => one.Value).Should().Be(30);
        heard.Where(one => one.Name == "conversations.commits").Sum(one => one.Value).Should().Be(31);
        var durations = heard.Where(one => one.Name == "conversations.commit_duration").Select(one => one.Value).ToList();
        durations.Should().HaveCount(31).And.OnlyContain(value => value > 0);

        void Hear(string name, double value)
        {
            if (isOurs.Value)
                heard.Enqueue((name, value));
        }
    }

    private static ServiceProvider Provide(string connectionString, Logs logs)
    {
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(logs).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddConversations().UsePostgreSql(connectionString);
        services.AddHealthChecks().AddConversations();
        return services.BuildServiceProvider();
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider provider) =>
        (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["conversations"];

    private sealed class Logs : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
