using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Runs in which transactions stay open, the server is away, a pooler is in between, or clocks are wrong.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The run disposes its place.")]
public sealed class PostgreSqlFaultTests
{
    /// <summary>Lets a transaction that has sent a message with a certain id wait for a lock when it commits.</summary>
    private const string WaitAtCommit =
        """
        CREATE FUNCTION @schema.wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock(hashtext(''@schema'')); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON @schema.messages DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (NEW.message_id = 'open') EXECUTE FUNCTION @schema.wait_at_commit();
        """;

    [Fact]
    public async Task Transaction_that_stays_open_while_later_ones_commit_loses_nothing()
    {
        var place = new PostgreSqlPlace();
        await using var run = new Run(place);
        var host = await run.StartHostAsync();
        await Run.CreateAsync(host.Conversations, 6);
        await host.CatchUpAsync();
        await SettledAsync(place);
        await place.RunAsync(WaitAtCommit.Replace("@schema", place.Schema, StringComparison.Ordinal));
        await using var session = await place.OpenAsync();
        await PostgreSqlPlace.RunAsync(session, $"SELECT pg_advisory_lock(hashtext('{place.Schema}'))");

        // Another host, so that the transaction holds this message only.
        var slow = await run.StartHostAsync(settings => settings with { AddHandlers = _ => { } });
        var open = Run.SendAsync(slow.Conversations, Run.Room(0), "open");
        await Run.UntilAsync(async () => await CountAsync(place, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") > 0, "the transaction waits");

        // Others are committed, delivered and settled, and a handler is registered.
        for (var i = 0; i < 30; i++)
            await Run.SendAsync(host.Conversations, Run.Room(1 + (i % 5)), $"other-{i}");

        await run.StartHostAsync(settings => settings with { AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.Late>>(HandlerNames.Late.Name) });
        await host.CatchUpAsync();
        await SettledAsync(place);
        await Run.UntilAsync(async () => await CountAsync(place, $"SELECT count(*) FROM {place.Schema}.delivery_handlers") == 2, "the handler is known");
        await SettledAsync(place);
        open.IsCompleted.Should().BeFalse();
        await PostgreSqlPlace.RunAsync(session, $"SELECT pg_advisory_unlock(hashtext('{place.Schema}'))");
        await open;

        var found = await run.JudgeAsync(6, [HandlerNames.First.Name, HandlerNames.Late.Name], facts => facts with
        {
            Starts = new Dictionary<string, IReadOnlyDictionary<ConversationId, long>>
            {
                [HandlerNames.Late.Name] = facts.Logs.ToDictionary(log => log.Key, log => log.Key == Run.Room(0) ? 1 : log.Value[^1].Version),
            },
        });
        found.Should().BeEmpty();
    }

    [Fact]
    public async Task Session_that_is_idle_in_a_transaction_stalls_no_other_conversation_and_no_new_handler()
    {
        var place = new PostgreSqlPlace();
        await using var run = new Run(place);
        var host = await run.StartHostAsync();
        await Run.CreateAsync(host.Conversations, 6);
        await host.CatchUpAsync();
        await using var session = await place.OpenAsync();
        await PostgreSqlPlace.RunAsync(session, $"BEGIN; SELECT 1 FROM {place.Schema}.conversations WHERE conversation_id = 'room-2' FOR UPDATE");

        for (var i = 0; i < 20; i++)
            await Run.SendAsync(host.Conversations, Run.Room(3 + (i % 3)), $"beside-{i}");

        await host.CatchUpAsync();
        await run.StartHostAsync(settings => settings with
        {
            AddHandlers = builder => builder
                .AddChangeHandler<HistoryHandler<HandlerNames.Second>>(HandlerNames.Second.Name)
                .AddChangeHandler<HistoryHandler<HandlerNames.Late>>(HandlerNames.Late.Name, options => options.StartFrom = ChangeStart.Beginning),
        });
        await Run.UntilAsync(
            () => run.History.Events.OfType<DeliveryEvent.Began>().Where(one => one.Handler == HandlerNames.Late.Name).Select(one => one.ConversationId).Distinct().Count() == 6,
            "the handler that begins at the beginning gets all conversations");
        await Run.SendAsync(host.Conversations, Run.Room(5), "last");
        await Run.UntilAsync(() => run.History.Events.Any(one => one is DeliveryEvent.Began { Handler: "second" }), "the new handler gets what is new");
        await PostgreSqlPlace.RunAsync(session, "ROLLBACK");

        (await run.JudgeAsync(6, [HandlerNames.First.Name, HandlerNames.Late.Name])).Should().BeEmpty();
    }

    [Fact]
    public async Task Database_that_is_away_under_load_stops_nothing_for_good()
    {
        using var server = ThrowAwayServer.Start();
        var place = new PostgreSqlPlace(server.ConnectionString);
        await using var run = new Run(place);
        HistoryHost[] hosts = [await run.StartHostAsync(configure: Lease), await run.StartHostAsync(configure: Lease)];
        await Run.CreateAsync(hosts[0].Conversations, 6);
        await using var watches = RoomWatches.Start(hosts, 6);
        await using var inbox = InboxWatch.Start(hosts, Run.Alice);
        await using var writers = Writers.Start(4, 6, hosts[0].Conversations, hosts[1].Conversations);
        await run.HandlesAsync(50);

        server.Stop("immediate");
        await Task.Delay(TimeSpan.FromSeconds(RunSettings.OutageSeconds));
        server.Start();

        await run.HandlesAsync(100);
        await writers.StopAsync();
        await inbox.ShouldKnowAllAsync(await watches.ShouldHaveAllAsync(place));
        (await run.JudgeAsync(6)).Should().BeEmpty();

        static void Lease(DeliveryOptions options) => options.LeaseDuration = TimeSpan.FromSeconds(3);
    }

    [Fact]
    public async Task Pooler_in_between_that_is_killed_once_changes_nothing()
    {
        using var server = ThrowAwayServer.Start("fsync=off");
        using var pooler = ThrowAwayPooler.Start(server, sessions: 4);
        await using var run = new Run(new PostgreSqlPlace($"{pooler.ConnectionString};Maximum Pool Size=20"));
        HistoryHost[] hosts = [await run.StartHostAsync(configure: Lease), await run.StartHostAsync(configure: Lease)];
        await Run.CreateAsync(hosts[0].Conversations, 6);
        await using var writers = Writers.Start(4, 6, hosts[0].Conversations, hosts[1].Conversations);
        await run.HandlesAsync(100);

        pooler.Kill();
        await Task.Delay(500);
        pooler.Start();

        await run.HandlesAsync(100);
        await writers.StopAsync();
        (await run.JudgeAsync(6)).Should().BeEmpty();

        static void Lease(DeliveryOptions options) => options.LeaseDuration = TimeSpan.FromSeconds(3);
    }

    [Fact]
    public async Task Hosts_whose_clocks_are_an_hour_off_deliver_as_others_do()
    {
        await using var run = new Run(new PostgreSqlPlace());
        var failed = 0;
        HistoryHostSettings With(HistoryHostSettings settings, TimeSpan offset) => settings with
        {
            Time = new ShiftedTime(offset),
            // Failures in one conversation do not open the circuit, in which attempts do not count.
            Work = (_, context, _) => context is { Change: MessageSent { Sequence: 3 }, Attempt: < 3 } && context.Change.ConversationId == Run.Room(0)
                && Interlocked.Increment(ref failed) > 0
                ? throw new HttpRequestException("Once more.")
                : Task.CompletedTask,
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.First>>(
                HandlerNames.First.Name, options => options.RetrySchedule = new(TimeSpan.FromMilliseconds(50))),
        };
        TimeSpan[] offsets = [TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromHours(-1)];
        var hosts = new List<HistoryHost>();
        foreach (var offset in offsets)
            hosts.Add(await run.StartHostAsync(settings => With(settings, offset)));

        await Run.CreateAsync(hosts[0].Conversations, 6);
        await using var writers = Writers.Start(3, 6, [.. hosts.Select(host => host.Conversations)]);
        await run.HandlesAsync(100);

        // Whoever is first has leased a conversation for as long as it is active. The others take over when it stops.
        foreach (var host in hosts.SkipLast(1))
        {
            await host.StopAsync();
            await run.HandlesAsync(50);
        }

        await writers.StopAsync();

        (await run.JudgeAsync(6, with: facts => facts with { IsOutageOnly = true })).Should().BeEmpty();
        failed.Should().BePositive();
    }

    private static Task SettledAsync(PostgreSqlPlace place) => Run.UntilAsync(
        async () => await CountAsync(place, $"SELECT count(*) FROM {place.Schema}.conversations WHERE pending IS NOT NULL") == 0, "all is settled");

    private static async Task<long> CountAsync(PostgreSqlPlace place, string sql)
    {
        await using var session = await place.OpenAsync();
#pragma warning disable CA2100 // Constants of the test.
        await using var command = new Npgsql.NpgsqlCommand(sql, session);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class ShiftedTime(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
