using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Webhooks;

/// <summary>An app with webhooks whose delivery runs.</summary>
internal sealed class WebhookApp : IAsyncDisposable
{
    private static readonly UserId _alice = new("alice");

    private readonly ServiceProvider _services;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private WebhookApp(ServiceProvider services) => _services = services;

    internal static UserId Bob { get; } = new("bob");

    internal IConversations Conversations => _services.GetRequiredService<IConversations>();

    internal IChangeHandlers Handlers => _services.GetRequiredService<IChangeHandlers>();

    internal static Task<WebhookApp> StartAsync(Uri url, Action<WebhookOptions> configure) => StartAsync(services =>
        services.AddConversations().AddWebhook(Endpoint.Name, options =>
        {
            Configure(options, url);
            configure(options);
        }));

    internal static Task<WebhookApp> StartAsync(Uri url, Action<IServiceCollection> add) => StartAsync(services =>
    {
        services.AddConversations().AddWebhook(Endpoint.Name, options => Configure(options, url));
        add(services);
    });

    internal static async Task<WebhookApp> StartAsync(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddConversations().UseInMemory().AddDelivery(options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(50);
            options.QuietFor = TimeSpan.FromMilliseconds(50);
        });
        add(services);
        var app = new WebhookApp(services.BuildServiceProvider());
        app.Run();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));
        return app;
    }

    /// <summary>Sets what the tests need of each endpoint: two delays, so that the third failure is the last.</summary>
    internal static void Configure(WebhookOptions options, Uri url)
    {
        options.Url = url;
        options.AllowHttp = true;
        options.AllowPrivateAddresses = true;
        options.RetryDelays.Add(TimeSpan.FromMilliseconds(5));
        options.RetryDelays.Add(TimeSpan.FromMilliseconds(5));
        if (options.Secrets.Count == 0)
            options.Secrets.Add(Example.Secret.Reveal());
    }

    internal void Run() => _running = _services.GetRequiredService<DeliveryRunner>().RunAsync(_stop.Token);

    internal async Task<ConversationId> CreateAsync()
    {
        var id = new ConversationId($"room-{Guid.NewGuid():N}");
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(Bob)] });
        return id;
    }

    internal Task SendAsync(ConversationId id, string text) => Conversations.As(_alice).SendAsync(id, text);

    /// <summary>Ends the delivery as the end of a host does.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _stop = new();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _services.DisposeAsync();
    }
}
