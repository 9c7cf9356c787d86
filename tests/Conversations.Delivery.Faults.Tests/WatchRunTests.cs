using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Watches that move between hosts, while processes that send are killed and frozen.</summary>
public abstract class WatchRunTests
{
    private const int Rooms = 4;

    /// <summary>Creates an empty place.</summary>
    protected abstract Place CreatePlace();

    [Fact]
    public async Task Watches_that_resume_on_another_host_get_every_change_of_processes_that_are_killed_and_frozen_once()
    {
        var place = CreatePlace();
        await using var run = new Run(place);
        HistoryHost[] hosts = [await StartAsync(run), await StartAsync(run)];
        await Run.CreateAsync(hosts[0].Conversations, Rooms);
        using var stop = new CancellationTokenSource();
        var seen = Enumerable.Range(0, Rooms).Select(_ => new ConcurrentQueue<Change>()).ToList();
        var watching = seen.Select((changes, room) => Task.Run(() => WatchAsync(hosts, Run.Room(room), changes, stop.Token))).ToList();

        var random = new Random(1);
        for (var round = 0; round < RunSettings.Kills; round++)
        {
            var process = await run.StartProcessAsync("only=1", "senders=3", $"rooms={Rooms}");
            await process.HandlesAsync(random.Next(20, 100));
            if (round == 0)
            {
                await process.FreezeAsync();
                await Task.Delay(100);
                await process.ThawAsync();
                await process.HandlesAsync(20);
            }

            await process.KillAsync();
        }

        var logs = await ReadLogsAsync(place);
        await Run.UntilAsync(
            () => watching.Exists(one => one.IsCompleted) || seen.TrueForAll(changes => changes.Count >= logs[Run.Room(seen.IndexOf(changes))].Count), "the watches have all changes");
        await stop.CancelAsync();
        await Task.WhenAll(watching);

        for (var room = 0; room < Rooms; room++)
            seen[room].Should().Equal(logs[Run.Room(room)]);
    }

    /// <summary>Starts a host without handlers.</summary>
    private static Task<HistoryHost> StartAsync(Run run) => run.StartHostAsync(settings => settings with { AddHandlers = _ => { } });

    /// <summary>Watches a room, each time on the other host, and each time from where the last watch ended.</summary>
    private static async Task WatchAsync(HistoryHost[] hosts, ConversationId room, ConcurrentQueue<Change> changes, CancellationToken cancellationToken)
    {
        var (random, last) = (new Random(room.GetHashCode()), 0L);
        try
        {
            for (var turn = 0; ; turn++)
            {
                var left = random.Next(1, 60);
                await foreach (var one in hosts[turn % hosts.Length].Conversations.WatchAsync(room, last, cancellationToken))
                {
                    var change = ((WatchedChange)one).Change;
                    changes.Enqueue(change);
                    last = change.Version;
                    if (--left == 0)
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static async Task<IReadOnlyDictionary<ConversationId, IReadOnlyList<Change>>> ReadLogsAsync(Place place)
    {
        var services = new ServiceCollection();
        place.Use(services.AddConversations());
        await using var provider = services.BuildServiceProvider();
        return await DeliveryEnd.ReadLogsAsync(provider, Enumerable.Range(0, Rooms).Select(Run.Room));
    }
}
