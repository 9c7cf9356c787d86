using System.Globalization;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Hosts and processes that deliver the changes of one place, and what is recorded of them.</summary>
/// <param name="place">Where the conversations are stored.</param>
internal sealed class Run(Place place) : IAsyncDisposable
{
    private readonly List<HistoryHost> _hosts = [];
    private readonly List<DelivererProcess> _processes = [];
    private int _started;

    internal static UserId Alice { get; } = new("alice");

    internal DeliveryHistory History { get; } = new();

    internal static ConversationId Room(int number) => new(string.Create(CultureInfo.InvariantCulture, $"room-{number}"));

    /// <summary>Starts a host in this process.</summary>
    internal async Task<HistoryHost> StartHostAsync(Func<HistoryHostSettings, HistoryHostSettings>? with = null, Action<DeliveryOptions>? configure = null)
    {
        var settings = new HistoryHostSettings
        {
            Use = place.Use,
            Configure = options =>
            {
                options.PollInterval = TimeSpan.FromMilliseconds(50);
                options.QuietFor = TimeSpan.FromMilliseconds(100);
                configure?.Invoke(options);
            },
        };
        var host = await HistoryHost.StartAsync($"host-{++_started}", History, with?.Invoke(settings) ?? settings);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Starts a process that delivers to the first and the second handler.</summary>
    internal async Task<DelivererProcess> StartProcessAsync(params string[] options)
    {
        var process = DelivererProcess.Start($"process-{++_started}", History, [.. place.Arguments, .. options]);
        _processes.Add(process);
        await process.RunsAsync();
        return process;
    }

    /// <summary>Creates rooms.</summary>
    internal static Task CreateAsync(IConversations conversations, int rooms) => Parallel.ForAsync(
        0, rooms, async (room, _) => await conversations.CreateIfNotExistsAsync(Room(room), new() { Participants = [new(Alice)] }, CancellationToken.None));

    /// <summary>Sends a message, whose text names its room and its id.</summary>
    internal static Task SendAsync(IConversations conversations, ConversationId room, string message, UserId? sender = null) =>
        conversations.SendAsync(room, sender ?? Alice, $"{room}/{message}", new MessageId(message));

    /// <summary>Waits until a condition is true.</summary>
    internal static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    internal static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var i = 0; i < 30_000; i++)
        {
            if (await condition())
                return;

            await Task.Delay(10);
        }

        throw new TimeoutException($"It did not happen: {what}.");
    }

    /// <summary>Waits until this many more calls of handlers have handled a change.</summary>
    internal async Task HandlesAsync(int more)
    {
        var until = History.Handled + more;
        await UntilAsync(() => History.Handled >= until, $"{more} more changes are handled");
    }

    /// <summary>Waits until the hosts and the processes have delivered everything, stops them, and returns all anomalies.</summary>
    /// <param name="rooms">The number of rooms.</param>
    /// <param name="handlers">The handlers; null for the first one only.</param>
    /// <param name="with">Adds facts.</param>
    internal async Task<IReadOnlyList<DeliveryAnomaly>> JudgeAsync(
        int rooms, IReadOnlyCollection<string>? handlers = null, Func<DeliveryFacts, DeliveryFacts>? with = null)
    {
        handlers ??= [HandlerNames.First.Name];
        var services = new ServiceCollection();
        var builder = services.AddConversations().AddDelivery();
        place.Use(builder);
        await using var provider = services.BuildServiceProvider();
        var (store, changeHandlers) = ((IDeliveryStore)provider.GetRequiredService<IConversationStore>(), provider.GetRequiredService<IChangeHandlers>());
        await UntilAsync(() => HasCaughtUpAsync(store, handlers), "the handlers catch up");
        foreach (var process in _processes)
            await process.EndAsync();

        foreach (var host in _hosts)
            await host.StopAsync();

        var facts = new DeliveryFacts
        {
            Logs = await DeliveryEnd.ReadLogsAsync(provider, Enumerable.Range(0, rooms).Select(Room)),
            Handlers = handlers,
            Parked = await DeliveryEnd.ReadParkedAsync(changeHandlers, handlers),
            TextOf = (room, message) => $"{room}/{message}",
        };
        return DeliveryCheck.Find(History.Events, with?.Invoke(facts) ?? facts);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();

        foreach (var host in _hosts)
            await host.DisposeAsync();

        await place.DisposeAsync();
    }

    private static async Task<bool> HasCaughtUpAsync(IDeliveryStore store, IReadOnlyCollection<string> handlers)
    {
        var rows = (await store.TickAsync(new(Guid.Empty, [], TimeSpan.Zero))).Handlers;
        foreach (var handler in handlers)
        {
            if (rows.FirstOrDefault(row => row.Name == handler) is not { WalkedTo: null } || (await store.MeasureAsync(handler)).Changes > 0)
                return false;
        }

        return true;
    }
}
