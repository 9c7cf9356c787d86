using System.Diagnostics.Metrics;
using Conversations.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using static Conversations.PostgreSql.Tests.Faults.Load;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>Hosts whose clocks differ from the database's.</summary>
public sealed class DatabaseClockTests
{
    private static readonly TimeSpan _year = TimeSpan.FromDays(365);
    private static readonly TimeSpan _near = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Hosts_a_year_ahead_and_a_year_behind_give_times_of_the_database_from_their_first_call_on()
    {
        await using var hosts = new Hosts();
        await hosts.Start().CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        IConversations[] wrong = [StartCorrected(hosts, new MovableTime(_year)), StartCorrected(hosts, new MovableTime(-_year))];
        var times = new List<DateTimeOffset>();

        foreach (var host in wrong)
        {
            var sent = (await host.SendAsync(Rooms[0], Alice, "hello")).Message!;
            var edited = await host.EditMessageAsync(Rooms[0], sent.Id, new() { Text = "edited" });
            var joined = await host.SetParticipantAsync(Rooms[0], UserId.From(times.Count), new());
            times.AddRange([sent.CreatedAt, edited.EditedAt!.Value, joined.JoinedAt, TimeIn(sent.Id)]);
        }

        foreach (var host in wrong)
            times.Add((await host.CreateIfNotExistsAsync(Rooms[1 + (times.Count % 2)], new() { Participants = [new(Alice)] })).Conversation.CreatedAt);

        var now = await ReadTimeAsync();
        times.Should().HaveCount(10).And.OnlyContain(time => (time - now).Duration() < _near);
    }

    [Fact]
    public async Task Clock_that_is_set_while_the_host_runs_is_corrected_after_the_next_comparison()
    {
        await using var hosts = new Hosts();
        var time = new MovableTime(TimeSpan.Zero);
        var host = StartCorrected(hosts, time);
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        hosts.Store().Database.Clock.Interval = TimeSpan.Zero;

        var times = new List<DateTimeOffset>();
        foreach (var by in new[] { _year, -_year, TimeSpan.FromHours(3), TimeSpan.Zero })
        {
            time.Offset = by;
            times.Add((await host.SetParticipantAsync(Rooms[0], UserId.From(times.Count), new())).JoinedAt);
        }

        var now = await ReadTimeAsync();
        times.Should().OnlyContain(one => (one - now).Duration() < _near);
    }

    [Fact]
    public async Task Time_provider_of_the_app_is_taken_as_it_is_by_default()
    {
        await using var hosts = new Hosts();
        var ahead = hosts.Start(time: new MovableTime(_year));

        var created = await ahead.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });

        (created.Conversation.CreatedAt - (await ReadTimeAsync() + _year)).Duration().Should().BeLessThan(_near);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Clock_of_the_system_is_corrected_unless_the_options_say_otherwise(bool? option, bool corrects)
    {
        await using var hosts = new Hosts();
        foreach (var time in new[] { null, TimeProvider.System })
        {
            hosts.Start(configure: options => options.CorrectClock = option, time: time);
            hosts.Store().Database.Clock.Corrects.Should().Be(corrects);
        }

        hosts.Start(configure: options => options.CorrectClock = option, time: new MovableTime(TimeSpan.Zero));
        hosts.Store().Database.Clock.Corrects.Should().Be(option == true);
    }

    [Fact]
    public async Task Clocks_that_agree_are_not_reported()
    {
        await using var hosts = new Hosts();
        await hosts.Start().CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });

        (await hosts.Store().ListWarningsAsync()).Should().BeEmpty();
        hosts.Retries.Should().Be(0);
    }

    [Theory]
    [InlineData(true, "*365.00:00:0?*ahead of the database's*are corrected*")]
    [InlineData(null, "*365.00:00:0?*ahead of the database's*are not corrected*CorrectClock*")]
    public async Task Difference_of_more_than_a_minute_is_told_once_in_the_log_and_as_metric_and_as_warning_of_the_store(bool? option, string warning)
    {
        var heard = new System.Collections.Concurrent.ConcurrentBag<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Conversations", Name: "conversations.clock_offset" })
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => heard.Add(value));
        listener.Start();
        await using var hosts = new Hosts();
        var host = hosts.Start(configure: options => options.CorrectClock = option, time: new MovableTime(_year));

        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        hosts.Store().Database.Clock.Interval = TimeSpan.Zero;
        await host.SendAsync(Rooms[0], Alice, "hello");

        (await hosts.Store().ListWarningsAsync()).Should().ContainSingle().Which.Should().Match(warning);
        hosts.Warnings.Should().Be(1);
        heard.Should().Contain(value => Math.Abs(value + _year.TotalMilliseconds) < _near.TotalMilliseconds);
    }

    [Fact]
    public void Measurement_that_agrees_within_its_uncertainty_changes_nothing()
    {
        var clock = Corrected(new MovableTime(TimeSpan.Zero));

        clock.Accept(TimeSpan.FromMilliseconds(3), uncertainty: TimeSpan.FromMilliseconds(3));
        clock.Offset.Should().Be(TimeSpan.Zero);
        clock.Accept(TimeSpan.FromMilliseconds(3), uncertainty: TimeSpan.FromMilliseconds(2));
        clock.Offset.Should().Be(TimeSpan.FromMilliseconds(3));
    }

    [Fact]
    public void Time_is_never_set_back_by_less_than_a_minute_and_at_once_by_more()
    {
        var time = new FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = Corrected(time);
        var first = clock.GetUtcNow();

        clock.Accept(TimeSpan.FromSeconds(-20), TimeSpan.Zero);
        clock.GetUtcNow().Should().Be(first);
        time.Advance(TimeSpan.FromSeconds(30));
        clock.GetUtcNow().Should().Be(first.AddSeconds(10));
        clock.Accept(TimeSpan.FromHours(-1), TimeSpan.Zero);
        clock.GetUtcNow().Should().Be(first.AddSeconds(30).AddHours(-1));
    }

    [Fact]
    public void Time_stays_within_the_calendar_however_wrong_the_clock_is()
    {
        var clock = Corrected(new MovableTime(TimeSpan.Zero));

        clock.Accept(TimeSpan.FromDays(3_000_000), TimeSpan.Zero);

        clock.GetUtcNow().Should().Be(DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task Failed_comparison_keeps_the_last_one_and_fails_no_call()
    {
        using var server = ThrowAwayServer.Start("fsync=off");
        await using var hosts = new Hosts(server.ConnectionString);
        var host = StartCorrected(hosts, new MovableTime(_year));
        await host.CreateIfNotExistsAsync(Rooms[0], new() { Participants = [new(Alice)] });
        var clock = hosts.Store().Database.Clock;
        clock.Interval = TimeSpan.Zero;

        server.Stop("immediate");
        await ((IStoreClock)hosts.Store()).SynchronizeAsync();
        server.Start();

        (clock.Offset + _year).Duration().Should().BeLessThan(_near);
    }

    private static DatabaseClock Corrected(TimeProvider time) => new(time, corrects: true, NullLogger.Instance);

    private static IConversations StartCorrected(Hosts hosts, TimeProvider time) => hosts.Start(configure: options => options.CorrectClock = true, time: time);

    /// <summary>Returns the time in a generated id, which is a UUID of version 7.</summary>
    private static DateTimeOffset TimeIn(MessageId id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.Value.Replace("-", "", StringComparison.Ordinal)[..12], 16));

    private static async Task<DateTimeOffset> ReadTimeAsync()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand("SELECT clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return await reader.GetFieldValueAsync<DateTimeOffset>(0);
    }

    private sealed class MovableTime(TimeSpan by) : TimeProvider
    {
        internal TimeSpan Offset { get; set; } = by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
