using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Watches of all rooms of a run. Each moves to the next host again and again, and resumes there from where it ended.</summary>
internal sealed class RoomWatches : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ConcurrentQueue<Change>> _seen;
    private readonly Task _watching;

    private RoomWatches(IReadOnlyList<HistoryHost> hosts, int rooms)
    {
        _seen = [.. Enumerable.Range(0, rooms).Select(_ => new ConcurrentQueue<Change>())];
        _watching = Task.WhenAll(_seen.Select((changes, room) => Task.Run(() => WatchAsync(hosts, Run.Room(room), changes))));
    }

    internal static RoomWatches Start(IReadOnlyList<HistoryHost> hosts, int rooms) => new(hosts, rooms);

    /// <summary>Waits until the watches have as many changes as the logs. They must be the same ones, in the same order.</summary>
    /// <returns>The last version of each room.</returns>
    internal async Task<IReadOnlyDictionary<ConversationId, long>> ShouldHaveAllAsync(Place place)
    {
        var services = new ServiceCollection();
        place.Use(services.AddConversations());
        await using var provider = services.BuildServiceProvider();
        var logs = await DeliveryEnd.ReadLogsAsync(provider, Enumerable.Range(0, _seen.Count).Select(Run.Room));

        await Run.UntilAsync(
            () => _watching.IsCompleted || _seen.Select((changes, room) => changes.Count >= logs[Run.Room(room)].Count).All(hasAll => hasAll), "the watches have all changes");
        await EndAsync();

        for (var room = 0; room < _seen.Count; room++)
            _seen[room].Should().Equal(logs[Run.Room(room)]);

        return logs.ToDictionary(log => log.Key, log => log.Value[^1].Version);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    private async Task WatchAsync(IReadOnlyList<HistoryHost> hosts, ConversationId room, ConcurrentQueue<Change> changes)
    {
        var (random, last) = (new Random(1), 0L);
        try
        {
            for (var turn = 0; ; turn++)
            {
                var left = random.Next(1, 60);
                await foreach (var one in hosts[turn % hosts.Count].Conversations.WatchAsync(room, last, _stop.Token))
                {
                    if (one is not WatchedChange { Change: var change })
                        continue;

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
}
