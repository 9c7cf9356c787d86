using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations.Delivery;

/// <summary>An app with change handlers whose delivery runs.</summary>
internal sealed class App : IAsyncDisposable
{
    private static readonly UserId[] _users = [new("alice"), new("bob")];

    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private App(ServiceProvider services)
    {
        _services = services;
        _running = services.GetRequiredService<DeliveryRunner>().RunAsync(_stop.Token);
    }

    internal IConversations Conversations => _services.GetRequiredService<IConversations>();

    internal IDeliveryStore Deliveries => (IDeliveryStore)_services.GetRequiredService<IConversationStore>();

    internal IChangeHandlers Handlers => _services.GetRequiredService<IChangeHandlers>();

    internal static App Start(Action<IConversationsBuilder> configure, Recorder recorder, Action<DeliveryOptions>? with = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(recorder);
        configure(services.AddConversations().AddDelivery(options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(50);
            options.QuietFor = TimeSpan.FromMilliseconds(50);
            with?.Invoke(options);
        }));
        return new(services.BuildServiceProvider());
    }

    internal async Task<ConversationId> CreateAsync(int messages)
    {
        var id = new ConversationId($"room-{Guid.NewGuid():N}");
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. _users.Select(user => new ParticipantDraft(user))] });
        await SendAsync(id, messages);
        return id;
    }

    internal async Task SendAsync(ConversationId id, int messages)
    {
        for (var i = 0; i < messages; i++)
            await Conversations.As(_users[0]).SendAsync(id, $"Message {i}");
    }

    internal Task CatchUpAsync() => Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

    internal async Task<HealthReportEntry> CheckHealthAsync(string name) =>
        (await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == name)).Entries[name];

    /// <summary>Stops the delivery. The app goes on.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _services.DisposeAsync();
    }
}
