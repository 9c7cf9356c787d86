using Microsoft.Extensions.DependencyInjection;
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

    internal Task PostAsync(ChangeContext<Change>? context = null, CancellationToken cancellationToken = default) =>
        _services.GetRequiredKeyedService<WebhookHandler>(Name).HandleAsync(context ?? Changes.Sent, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
