using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Conversations.Histories.Deliveries;

/// <summary>A host in this process that delivers changes and records what its handlers and its store do.</summary>
public sealed class HistoryHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly Task _running;
    private readonly int _handlers;
    private long _calls;

    private HistoryHost(string name, IDeliveryHistory history, HistoryHostSettings settings)
    {
        (Name, History, Work) = (name, history, settings.Work);
        var services = new ServiceCollection();
        services.AddSingleton(this);
        if (settings.Time is not null)
            services.AddSingleton(settings.Time);

        var builder = services.AddConversations();
        settings.Use(builder);
        settings.AddHandlers(builder);
        builder.AddDelivery(settings.Configure);
        _handlers = services.Count(one => one.ServiceType.IsGenericType && one.ServiceType.GetGenericTypeDefinition() == typeof(HistoryHandler<>));
        var chosen = services.Last(one => one.ServiceType == typeof(IConversationStore)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton(provider =>
            RecordingStore.On(settings.Decorate((IConversationStore)chosen(provider)), name, history)));
        _services = services.BuildServiceProvider();
        _running = Task.Run(() => _services.GetRequiredService<DeliveryRunner>().RunAsync(_stop.Token));
    }

    /// <summary>Gets the name of the host, another one for each start.</summary>
    public string Name { get; }

    /// <summary>Gets what the host records to.</summary>
    public IDeliveryHistory History { get; }

    public IConversations Conversations => _services.GetRequiredService<IConversations>();

    public IChangeHandlers ChangeHandlers => _services.GetRequiredService<IChangeHandlers>();

    public IServiceProvider Services => _services;

    /// <summary>Gets what the handlers do.</summary>
    internal HandlerWork Work { get; }

    /// <summary>Starts a host, and waits until its handlers are stored: a handler begins with the first change after that.</summary>
    public static async Task<HistoryHost> StartAsync(string name, IDeliveryHistory history, HistoryHostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var host = new HistoryHost(name, history, settings);
        while (host._handlers > 0 && (await host.ChangeHandlers.ListAsync()).Count(one => one.RunsHere) < host._handlers)
        {
            if (host._running.IsCompleted)
                await host._running;

            await Task.Delay(10);
        }

        return host;
    }

    /// <summary>Waits until all handlers of the host have handled all changes.</summary>
    public Task CatchUpAsync() => ChangeHandlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(5));

    /// <summary>Stops the delivery, and lets the handlers end.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    internal long NextCall() => Interlocked.Increment(ref _calls);
}
