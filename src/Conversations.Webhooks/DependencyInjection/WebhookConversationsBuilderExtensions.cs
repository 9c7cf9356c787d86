using System.Diagnostics.CodeAnalysis;
using Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds webhooks to <c>AddConversations()</c>.</summary>
public static class WebhookConversationsBuilderExtensions
{
    /// <summary>
    /// Adds a webhook endpoint: a change handler that posts the changes of all conversations to a URL, at least once, signed by Standard Webhooks 1.0.
    /// </summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="name">
    /// The name of the endpoint, of its handler (<see cref="IChangeHandlers"/>) and of its <see cref="WebhookOptions"/>: 1 to 100 characters that no other
    /// change handler has.
    /// </param>
    /// <param name="configure">
    /// Sets the options, or null if the app configures those with this name elsewhere. They are validated when the host or the delivery starts, which
    /// then throws an <see cref="OptionsValidationException"/>.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long or in use.</exception>
    public static IConversationsBuilder AddWebhook(this IConversationsBuilder builder, string name, Action<WebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddChangeHandler<Change>(
            name,
            provider => provider.GetRequiredKeyedService<WebhookHandler>(name),
            (provider, options) => WebhookDelivery.Configure(options, OptionsOf(provider, name)));

        var services = builder.Services;
        var options = services.AddOptions<WebhookOptions>(name).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>());
        services.TryAddSingleton<HostResolver>();
        services.AddHttpClient(ClientOf(name))
            .ConfigurePrimaryHttpMessageHandler(provider => WebhookConnections.Create(
                OptionsOf(provider, name), provider.GetRequiredService<HostResolver>(), () => OptionsOf(provider, name).AllowPrivateAddresses))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The loggers write URLs and headers. Handlers that the app gives to all its clients may repeat a request or log it.
            .RemoveAllLoggers()
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear());
        services.AddKeyedSingleton(name, (provider, _) => CreateHandler(provider, name));
        return builder;
    }

    private static string ClientOf(string name) => $"Conversations.Webhooks/{name}";

    private static WebhookOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<WebhookOptions>>().Get(name);

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory owns the connections, and nothing else is to be disposed.")]
    private static WebhookHandler CreateHandler(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<WebhookOptions>>();
        var time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        var connections = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ClientOf(name));
        return new(
            new(() => options.Get(name)),
            new(provider.GetRequiredService<IConversations>()),
            new(new(connections, disposeHandler: false), time, options.Get(name).Timeout),
            provider.GetService<INotifications>());
    }
}
