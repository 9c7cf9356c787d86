using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>The service on one of the stores, with change handlers, set up as an app without a host does it.</summary>
internal sealed class DeliveryApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    internal DeliveryApp(DeliveryStore store, Action<IConversationsBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Count);
        var builder = services.AddConversations();
        store.Use(builder);
        configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
        Conversations = _services.GetRequiredService<IConversations>();
    }

    internal DeliveryCount Count { get; } = new();

    internal IConversations Conversations { get; }

    internal IChangeHandlers Handlers => _services.GetRequiredService<IChangeHandlers>();

    internal IConversationStore Store => _services.GetRequiredService<IConversationStore>();

    /// <summary>Starts the delivery, and waits until the handlers are stored.</summary>
    internal async Task StartAsync(int handlers)
    {
        _stop = new();
        _running = _services.GetRequiredService<DeliveryRunner>().RunAsync(_stop.Token);
        while ((await Handlers.ListAsync()).Count < handlers)
            await Task.Delay(10);
    }

    internal async Task StopAsync()
    {
        if (_stop is null)
            return;

        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _stop = null;
    }

    /// <summary>Creates conversations with two participants each.</summary>
    internal Task CreateAsync(int rooms) => CreateAsync(rooms, static _ => StoreApp.User(1));

    /// <summary>Creates conversations with a sender and another participant.</summary>
    internal Task CreateAsync(int rooms, Func<int, UserId> other) => Parallel.ForEachAsync(
        Enumerable.Range(0, rooms), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (room, _) => await Conversations.CreateIfNotExistsAsync(
            StoreApp.Room(room), new() { Participants = [new(StoreApp.User(0)), new(other(room))] }, CancellationToken.None));

    /// <summary>Sends messages with several senders, each to conversations of its own in turn.</summary>
    internal Task SendAsync(int count, int senders, int rooms) => Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
    {
        for (int i = sender, room = sender % rooms; i < count; i += senders, room = (room + senders) % rooms)
            await Conversations.SendAsync(StoreApp.Room(room), StoreApp.User(0), IContestant.Text);
    })));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
