using System.Diagnostics.CodeAnalysis;
using Conversations.PostgreSql.Tests.Pooling;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Hosts that wake one another by NOTIFY.</summary>
public sealed class PostgreSqlWakeUpTests
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");

    [Fact]
    public async Task Host_is_woken_by_another_one_and_not_by_itself()
    {
        await using var hosts = new Hosts();
        var (writing, delivering) = (Started(hosts), Started(hosts));
        var (writer, deliverer) = (Of("search"), Of("search", "mail"));
        await delivering.TickAsync(deliverer);
        using var ears = new Ears(delivering, deliverer.Id);
        await ears.HeardAsync(1);

        (await delivering.WakeAsync(deliverer)).Should().BeFalse("no other host is alive");
        (await writing.WakeAsync(writer)).Should().BeTrue();
        await ears.HeardAsync(2);
        await writing.WakeAsync(new(deliverer.Id, [], deliverer.AliveFor));
        (await writing.WakeAsync(writer)).Should().BeTrue();
        await ears.HeardAsync(3);
    }

    [Fact]
    public async Task Host_whose_handlers_run_here_too_is_not_woken()
    {
        await using var hosts = new Hosts();
        var (one, other) = (Started(hosts), Started(hosts));
        await other.TickAsync(Of("search"));

        (await one.WakeAsync(Of("search", "mail"))).Should().BeFalse();
        (await one.WakeAsync(Of())).Should().BeTrue();
        await other.TickAsync(new(Guid.NewGuid(), ["mail"], _long));
        (await one.WakeAsync(Of("search"))).Should().BeTrue();
    }

    [Fact]
    public async Task Host_that_is_gone_is_not_woken()
    {
        await using var hosts = new Hosts();
        var (one, other) = (Started(hosts), Started(hosts));
        var gone = Of("search");
        await other.TickAsync(gone);
        await other.EndHostAsync(gone.Id);

        (await one.WakeAsync(Of())).Should().BeFalse();
    }

    [Fact]
    public async Task Broken_connection_ends_the_listening_and_the_next_one_hears_again()
    {
        await using var hosts = new Hosts();
        hosts.Start($"{Server.ConnectionString};Application Name={hosts.Schema}");
        var store = hosts.Store();
        using (var ears = new Ears(store, Guid.NewGuid()))
        {
            await ears.HeardAsync(1);
            await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
            await using var command = source.CreateCommand(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{hosts.Schema}' AND query LIKE 'LISTEN%'");
            await command.ExecuteNonQueryAsync();

            await ears.Awaiting(it => it.Listening).Should().ThrowAsync<StorageException>();
        }

        using var again = new Ears(store, Guid.NewGuid());
        await again.HeardAsync(1);
    }

    [Fact]
    public async Task Session_goes_back_to_the_pool_without_listening()
    {
        await using var hosts = new Hosts();
        await using var source = NpgsqlDataSource.Create($"{Server.ConnectionString};Minimum Pool Size=1;Maximum Pool Size=4;No Reset On Close=true");
        hosts.Start(source);
        using (var ears = new Ears(hosts.Store(), Guid.NewGuid()))
            await ears.HeardAsync(1);

        var listening = new List<object?>();
        await using (var first = await source.OpenConnectionAsync())
        await using (var second = await source.OpenConnectionAsync())
        await using (var third = await source.OpenConnectionAsync())
        await using (var fourth = await source.OpenConnectionAsync())
        {
            foreach (var connection in new[] { first, second, third, fourth })
            {
                await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_listening_channels()", connection);
                listening.Add(await command.ExecuteScalarAsync());
            }
        }

        listening.Should().Equal(0L, 0L, 0L, 0L);
    }

    [Fact]
    public async Task Pooler_that_shares_sessions_is_found_out()
    {
        await using var hosts = new Hosts(Pooler.ConnectionString);
        hosts.Start();
        using var ears = new Ears(hosts.Store(), Guid.NewGuid());

        await ears.Listening;

        ears.Count.Should().Be(0);
    }

    [Fact]
    public async Task Pool_that_is_too_small_keeps_its_connections()
    {
        await using var hosts = new Hosts();
        hosts.Start($"{Server.ConnectionString};Maximum Pool Size=3");
        using var ears = new Ears(hosts.Store(), Guid.NewGuid());

        await ears.Listening;

        ears.Count.Should().Be(0);
    }

    /// <summary>The clock of the host that delivers stops before its next poll, so only the wake-up can tell it.</summary>
    [Fact]
    public async Task Handler_gets_the_change_of_another_host_before_the_next_poll()
    {
        await using var hosts = new Hosts();
        var (time, handled) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Handled());
        await using var delivering = Provide(hosts, handled, time, builder => builder.AddChangeHandler<Handler>("search"));
        await using var writing = Provide(hosts, new(), TimeProvider.System, builder => builder);
        var conversations = writing.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        using var stop = new CancellationTokenSource();
        var running = new[] { delivering, writing }.Select(one => one.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token)).ToList();
        while ((await writing.GetRequiredService<IChangeHandlers>().ListAsync()).Count == 0)
            await Task.Delay(5);

        var from = time.GetUtcNow();
        await conversations.SendAsync(_room, _alice, "Hello");
        while (handled.Count == 0 && time.GetUtcNow() - from < TimeSpan.FromSeconds(50))
        {
            await Task.Delay(5);
            time.Advance(TimeSpan.FromMilliseconds(5));
        }

        handled.Count.Should().Be(1);
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    private static ServiceProvider Provide(Hosts hosts, Handled handled, TimeProvider time, Func<IConversationsBuilder, IConversationsBuilder> configure) =>
        configure(new ServiceCollection().AddSingleton(time).AddSingleton(handled).AddConversations())
            .UsePostgreSql(Server.ConnectionString, options => options.Schema = hosts.Schema)
            .AddDelivery(options => options.PollInterval = TimeSpan.FromMinutes(1))
            .Services.BuildServiceProvider();

    private static PostgreSqlConversationStore Started(Hosts hosts)
    {
        hosts.Start();
        return hosts.Store();
    }

    private static DeliveryHost Of(params string[] handlers) => new(Guid.NewGuid(), handlers, _long);

    private sealed class Ears : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private int _count;

        internal Ears(PostgreSqlConversationStore store, Guid hostId) =>
            Listening = store.ListenAsync(hostId, () => Interlocked.Increment(ref _count), _stop.Token);

        internal Task Listening { get; }

        internal int Count => Volatile.Read(ref _count);

        internal async Task HeardAsync(int times)
        {
            while (Count < times)
            {
                Listening.IsCompleted.Should().BeFalse();
                await Task.Delay(5);
            }

            Count.Should().Be(times);
        }

        public void Dispose()
        {
            _stop.Cancel();
            Listening.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(TimeSpan.FromMinutes(1)).Should().BeTrue();
            _stop.Dispose();
        }
    }

    private sealed class Handled
    {
        internal int Count { get; set; }
    }

    [SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
    private sealed class Handler(Handled handled) : IChangeHandler<MessageSent>
    {
        public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
        {
            handled.Count++;
            return Task.CompletedTask;
        }
    }
}
