using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery.Notifications;

/// <summary>An app with a notification handler, and a clock that goes on only when a test lets it.</summary>
internal sealed class NotifiedApp : IAsyncDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _bigStep = TimeSpan.FromSeconds(20);

    private readonly List<Task> _running = [];
    private CancellationTokenSource _stop = new();

    private NotifiedApp(Action<IConversationsBuilder> use, Action<NotificationOptions>? configure, FakeTimeProvider? time, Recorded? recorded)
    {
        Time = time ?? new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Notified = recorded ?? new();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddSingleton(Notified);
        var builder = services.AddConversations().AddDelivery(options => options.LeaseDuration = TimeSpan.FromMinutes(10)).AddNotifications(configure).AddNotificationHandler<Handler>("e-mail", options => options.RetrySchedule = new(TimeSpan.FromSeconds(1)));
        use(builder);
        Services = services.BuildServiceProvider();
    }

    internal ServiceProvider Services { get; }

    internal FakeTimeProvider Time { get; }

    internal Recorded Notified { get; }

    internal IConversations Conversations => Services.GetRequiredService<IConversations>();

    internal IConversationStore Store => Services.GetRequiredService<IConversationStore>();

    /// <summary>Starts an app, and waits until its handlers are stored: they get what happens from then on.</summary>
    internal static async Task<NotifiedApp> StartAsync(
        Action<IConversationsBuilder> use, Action<NotificationOptions>? configure = null, FakeTimeProvider? time = null, Recorded? recorded = null)
    {
        var app = new NotifiedApp(use, configure, time, recorded);
        app.Start();
        while ((await app.Services.GetRequiredService<IChangeHandlers>().ListAsync()).Count < 2)
            await app.StepAsync(_step);

        return app;
    }

    internal void Start()
    {
        _stop = new();
        _running.Add(Services.GetRequiredService<DeliveryRunner>().RunAsync(_stop.Token));
    }

    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        foreach (var one in _running)
        {
            while (!one.IsCompleted)
            {
                Time.Advance(_step);
                await Task.Delay(1);
            }

            await one;
        }

        _running.Clear();
        _stop.Dispose();
    }

    /// <summary>Lets time pass in small steps, so that everything that waits for it goes on.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        while (Time.GetUtcNow() < end)
            await StepAsync(end - Time.GetUtcNow() > 3 * _bigStep ? _bigStep : _step);
    }

    /// <summary>Lets time pass until something has happened. Small steps leave more time for what is under way, which would grow old otherwise.</summary>
    internal async Task UntilAsync(Func<bool> condition, TimeSpan? step = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromMinutes(2));
            await StepAsync(step ?? _step);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.Count > 0)
            await StopAsync();

        await Services.DisposeAsync();
    }

    private async Task StepAsync(TimeSpan step)
    {
        Time.Advance(step);
        await Task.Delay(1);
    }

    /// <summary>What handlers got.</summary>
    internal sealed class Recorded
    {
        internal ConcurrentQueue<Notification> All { get; } = [];

        internal Action<Notification> On { get; set; } = _ => { };
    }

    [SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
    private sealed class Handler(Recorded recorded) : INotificationHandler
    {
        public Task HandleAsync(Notification notification, CancellationToken cancellationToken)
        {
            recorded.On(notification);
            recorded.All.Enqueue(notification);
            return Task.CompletedTask;
        }
    }
}
