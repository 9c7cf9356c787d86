using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Webhooks;

/// <summary>An endpoint whose handler the test calls itself.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    internal const string Name = "crm";

    private readonly ServiceProvider _services;

    private Endpoint(ServiceProvider services) => _services = services;

    internal static Endpoint To(Uri url, Action<WebhookOptions>? configure = null, HostResolver? resolver = null, FakeTimeProvider? time = null, Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        if (time is not null)
            services.AddSingleton<TimeProvider>(time);
        if (resolver is not null)
            services.AddSingleton(resolver);

        add?.Invoke(services);
        services.AddConversations().UseInMemory().AddWebhook(Name, options =>
        {
            options.Url = url;
            options.AllowHttp = true;
            options.AllowPrivateAddresses = true;
            options.Secrets.Add(Example.Secret.Reveal());
            configure?.Invoke(options);
        });
        return new(services.BuildServiceProvider());
    }

    /// <summary>Calls the handler as the delivery does, whose token is cancelled at the time limit.</summary>
    internal async Task PostAsync(ChangeContext<Change>? context = null, CancellationToken cancellationToken = default)
    {
        var timeout = _services.GetRequiredService<IOptionsMonitor<WebhookOptions>>().Get(Name).Timeout;
        using var limit = new CancellationTokenSource(timeout, _services.GetService<TimeProvider>() ?? TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await _services.GetRequiredKeyedService<WebhookHandler>(Name).HandleAsync(context ?? Changes.Sent, both.Token);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
