using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Notes of hosts for the watches of other hosts: what a suite cannot bring about.</summary>
public sealed class PostgreSqlNoteTests
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");
    private static readonly Guid _one = Guid.NewGuid();
    private static readonly Guid _other = Guid.NewGuid();

    [Fact]
    public async Task Notes_of_more_than_two_minutes_are_removed()
    {
        await using var hosts = new Hosts();
        hosts.Start();
        var store = hosts.Store();
        await store.SayWatchingAsync(_other, _long, [], []);
        await store.TellAsync(_one, 1, "old");
        await store.TellAsync(_one, 2, "not so old");
        await RunAsync(hosts, "UPDATE @schema.watch_notes SET at = at - CASE number WHEN 1 THEN interval '121 seconds' ELSE interval '115 seconds' END");

        await store.SayWatchingAsync(_other, _long, [], []);

        var left = await store.ReadNotesAsync(_other, new Dictionary<Guid, long>(), DateTimeOffset.UnixEpoch);
        left.Select(note => note.Text).Should().Equal("not so old");
    }

    [Fact]
    public async Task Host_that_is_dead_for_more_than_a_minute_is_forgotten_with_its_users_by_any_other()
    {
        await using var hosts = new Hosts();
        hosts.Start();
        var store = hosts.Store();
        await store.SayWatchingAsync(_one, _long, [_alice], []);
        await RunAsync(hosts, "UPDATE @schema.watch_hosts SET alive_until = now() - interval '50 seconds'");

        await store.SayWatchingAsync(_other, _long, [_bob], []);
        (await CountAsync()).Should().Be("2 2");
        (await store.FindOnlineAsync([_alice, _bob])).Should().Equal(_bob);

        await RunAsync(hosts, $"UPDATE @schema.watch_hosts SET alive_until = now() - interval '70 seconds' WHERE host_id = '{_one}'");
        await store.SayWatchingAsync(_other, _long, [], []);
        (await CountAsync()).Should().Be("1 1");
        (await store.FindOnlineAsync([_alice, _bob])).Should().Equal(_bob);

        async Task<string?> CountAsync() =>
            await RunAsync(hosts, "SELECT (SELECT count(*) FROM @schema.watch_hosts) || ' ' || (SELECT count(*) FROM @schema.watch_online)") as string;
    }

    [Fact]
    public async Task Note_that_is_told_again_after_a_lost_answer_is_there_once()
    {
        await using var hosts = new Hosts();
        hosts.Start();
        var store = hosts.Store();
        await store.SayWatchingAsync(_other, _long, [], []);

        (await store.TellAsync(_one, 1, "note")).Should().BeTrue();
        (await store.TellAsync(_one, 1, "note")).Should().BeTrue();

        (await store.ReadNotesAsync(_other, new Dictionary<Guid, long>(), DateTimeOffset.UnixEpoch)).Should().ContainSingle();
    }

    /// <summary>A pool of four connections has two that listen and two for everything else.</summary>
    [Fact]
    public async Task Handlers_are_not_woken_by_notes_and_watches_are_not_woken_by_changes()
    {
        await using var hosts = new Hosts();
        hosts.Start($"{Server.ConnectionString};Maximum Pool Size=4");
        var store = hosts.Store();
        var (handlers, watches) = (0, 0);
        using var stop = new CancellationTokenSource();
        var listening = new[]
        {
            store.ListenAsync(_one, () => Interlocked.Increment(ref handlers), stop.Token),
            store.ListenToNotesAsync(_one, () => Interlocked.Increment(ref watches), stop.Token),
        };
        await UntilAsync(() => (handlers, watches) == (1, 1));
        await store.TickAsync(new(_one, ["search"], _long));
        await store.SayWatchingAsync(_one, _long, [], []);

        (await store.TellAsync(_other, 1, "note")).Should().BeTrue();
        await UntilAsync(() => (handlers, watches) == (1, 2));
        (await store.WakeAsync(new(_other, [], _long))).Should().BeTrue();
        await UntilAsync(() => (handlers, watches) == (2, 2));
        await store.SayWatchingAsync(_other, _long, [], []);
        (await store.TellAsync(_one, 1, "my own")).Should().BeTrue();
        (await store.TellAsync(_other, 2, "note")).Should().BeTrue();
        await UntilAsync(() => (handlers, watches) == (2, 3));

        await stop.CancelAsync();
        foreach (var one in listening)
            await one.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();

        async Task UntilAsync(Func<bool> holds)
        {
            for (var i = 0; i < 12_000 && !holds() && !listening.Any(one => one.IsCompleted); i++)
                await Task.Delay(5);

            holds().Should().BeTrue("handlers were woken {0} times and watches {1} times", handlers, watches);
        }
    }

    [Fact]
    public async Task Broken_connection_ends_the_listening_to_notes()
    {
        await using var hosts = new Hosts();
        hosts.Start($"{Server.ConnectionString};Application Name={hosts.Schema}");
        using var woken = new SemaphoreSlim(0);
        var listening = hosts.Store().ListenToNotesAsync(_one, () => woken.Release());
        await woken.WaitAsync();

        await RunAsync(
            hosts, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{hosts.Schema}' AND query LIKE 'LISTEN%'");

        await listening.Awaiting(task => task).Should().ThrowAsync<StorageException>();
    }

    [Fact]
    public async Task Pool_that_is_too_small_to_listen_twice_keeps_its_connections()
    {
        await using var hosts = new Hosts();
        hosts.Start($"{Server.ConnectionString};Maximum Pool Size=3");
        var count = 0;

        await hosts.Store().ListenToNotesAsync(_one, () => count++);

        count.Should().Be(0);
    }

    private static async Task<object?> RunAsync(Hosts hosts, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand(sql.Replace("@schema", hosts.Schema, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }
}
