using System.Diagnostics.CodeAnalysis;
using Conversations;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that notify users of messages that they have missed.</summary>
public static class NotificationConversationsBuilderExtensions
{
    /// <summary>
    /// Adds a notification handler. It gets each notification at least once, with progress, retries and parking of its own, as a change handler does.
    /// </summary>
    /// <typeparam name="THandler">The type of the handler. It is registered as a scoped service, and each notification has a scope of its own.</typeparam>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="name">The name under which the database keeps the progress of the handler, 1 to 100 characters.</param>
    /// <param name="configure">
    /// Sets the options of the handler when the delivery is created, or null to keep the defaults, which are those of a change handler, but without order
    /// (<see cref="ChangeHandlerOptions.IsOrdered"/>).
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long or in use.</exception>
    public static IConversationsBuilder AddNotificationHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IConversationsBuilder builder, string name, Action<ChangeHandlerOptions>? configure = null)
        where THandler : class, INotificationHandler
    {
        // What triggers notifications gives work to their handlers, so it comes before them.
        builder.AddNotifications().AddChangeHandler(
            name,
            static provider => new NotificationDispatch<THandler>(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<INotifications>()),
            (_, options) =>
            {
                // Recipients need no order: one whose address is refused must not keep the others of the conversation waiting.
                (options.NeedsContent, options.IsOrdered) = (false, false);
                configure?.Invoke(options);
            });
        builder.Services.TryAddScoped<THandler>();
        return builder;
    }

    /// <summary>
    /// Lets this host trigger notifications, and sets when. <see cref="AddNotificationHandler"/> calls it; an app whose only handlers of
    /// <see cref="NotificationTriggered"/> are of another kind calls it itself.
    /// </summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="configure">
    /// Sets the options, or null to keep them. All hosts set the same. They are validated when the delivery starts.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IConversationsBuilder AddNotifications(this IConversationsBuilder builder, Action<NotificationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<NotificationOptions>();
        if (configure is not null)
            options.Configure(configure);

        if (builder.Services.Any(service => service.ServiceType == typeof(NotificationTrigger)))
            return builder;

        IValidateOptions<NotificationOptions> validator = new OptionsValidator<NotificationOptions>(set => set.Problems());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton(validator));
        builder.Services.TryAddSingleton<INotifications>(static provider => new NotificationReader(
            provider.GetRequiredService<IConversationStore>(), provider.GetRequiredService<IUserLookup>(), OptionsOf(provider)));
        builder.Services.AddSingleton(CreateTrigger);
        return builder.AddChangeHandler<MessageSent>(
            NotificationTrigger.Name,
            static provider => provider.GetRequiredService<NotificationTrigger>(),
            static (provider, options) =>
            {
                // The store must be able to do it, or the delivery does not start.
                provider.GetRequiredService<NotificationTrigger>();
                (options.NeedsContent, options.MaxConcurrency, options.ParkAfter) = (false, 16, int.MaxValue);
            });
    }

    private static NotificationTrigger CreateTrigger(IServiceProvider provider)
    {
        var store = provider.GetRequiredService<IConversationStore>();
        if (store is not INotificationStore)
            throw new InvalidOperationException("The store cannot find missed messages. Use a store that implements INotificationStore.");

        return new(store, OptionsOf(provider), provider.GetRequiredService<StoreSignals>(), provider.GetService<TimeProvider>() ?? TimeProvider.System);
    }

    private static NotificationOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<NotificationOptions>>().Value;
}
