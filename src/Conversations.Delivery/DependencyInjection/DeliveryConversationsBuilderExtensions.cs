using System.Diagnostics.CodeAnalysis;
using Conversations;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add code of the app for changes of conversations.</summary>
public static class DeliveryConversationsBuilderExtensions
{
    /// <summary>
    /// Adds a change handler. The host of the app delivers changes to it; without a host, <see cref="DeliveryRunner"/> does.
    /// </summary>
    /// <typeparam name="THandler">
    /// The type of the handler, which implements <see cref="IChangeHandler{TChange}"/> for one or more kinds of changes; of several that fit
    /// a change, the most special one is called. It is registered as a scoped service, and each delivery has a scope of its own.
    /// </typeparam>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="name">
    /// The name under which the database keeps the progress of the handler, 1 to 100 characters. All hosts that run the same handler give it
    /// the same name. Another name is another handler, which begins where <see cref="ChangeHandlerOptions.StartFrom"/> says.
    /// </param>
    /// <param name="configure">Sets the options of the handler, or null to keep the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">
    /// The name is empty, too long or in use; the type is no change handler; or an option is out of range.
    /// </exception>
    public static IConversationsBuilder AddChangeHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.Interfaces)] THandler>(
        this IConversationsBuilder builder, string name, Action<ChangeHandlerOptions>? configure = null)
        where THandler : class
    {
        TakeName(builder, name);
        var options = new ChangeHandlerOptions();
        configure?.Invoke(options);
        builder.Services.AddSingleton(new HandlerRegistration(name, typeof(THandler), options));
        builder.Services.TryAddScoped<THandler>();
        return builder.AddDelivery();
    }

    /// <summary>
    /// Adds a change handler that one object is, for a package that adds several handlers of one type, each with options of its own.
    /// </summary>
    /// <typeparam name="TChange">The kind of change, or a base of several kinds.</typeparam>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="name">The name under which the database keeps the progress of the handler, as for the other overload.</param>
    /// <param name="create">
    /// Creates the handler from the provider of the app, once. It is called for several conversations at the same time, and has no scope.
    /// </param>
    /// <param name="configure">
    /// Sets the options of the handler, from the provider of the app, when the delivery is created; or null to keep the defaults. Options that are
    /// out of range make that fail with an <see cref="ArgumentException"/>.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long or in use.</exception>
    public static IConversationsBuilder AddChangeHandler<TChange>(
        this IConversationsBuilder builder,
        string name,
        Func<IServiceProvider, IChangeHandler<TChange>> create,
        Action<IServiceProvider, ChangeHandlerOptions>? configure = null)
        where TChange : Change
    {
        ArgumentNullException.ThrowIfNull(create);
        TakeName(builder, name);
        builder.Services.AddSingleton(provider =>
        {
            var options = new ChangeHandlerOptions();
            configure?.Invoke(provider, options);
            return new HandlerRegistration(name, create(provider), ChangeDispatch.Of<TChange>(), options);
        });
        return builder.AddDelivery();
    }

    /// <summary>
    /// Adds the delivery of changes without a handler, so that <see cref="IChangeHandlers"/> shows the handlers of other hosts, this host wakes them
    /// when it has changed a conversation, and old changes are removed from the logs. <c>AddChangeHandler</c> calls it.
    /// </summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="configure">Sets the options of the delivery, or null to keep the defaults. They are validated when the delivery starts.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IConversationsBuilder AddDelivery(this IConversationsBuilder builder, Action<DeliveryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<DeliveryOptions>();
        if (configure is not null)
            options.Configure(configure);

        IValidateOptions<DeliveryOptions> validator = new OptionsValidator<DeliveryOptions>(set => set.Problems());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton(validator));
        builder.Services.TryAddSingleton(CreateEngine);
        builder.Services.TryAddSingleton<IChangeHandlers>(static provider => new ChangeHandlers(provider.GetRequiredService<DeliveryEngine>()));
        builder.Services.TryAddSingleton(static provider => new DeliveryRunner(provider.GetRequiredService<DeliveryEngine>()));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DeliveryService>());
        return builder;
    }

    private static void TakeName(IConversationsBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > HandlerRegistration.MaxNameLength)
            throw new ArgumentException($"The name of a change handler has at most {HandlerRegistration.MaxNameLength} characters.", nameof(name));
        if (builder.Services.Any(service => service.ImplementationInstance is HandlerName one && one.Name == name))
            throw new ArgumentException($"A change handler with the name '{name}' was added before. Give each handler a name of its own.", nameof(name));

        builder.Services.AddSingleton(new HandlerName(name));
    }

    private static DeliveryEngine CreateEngine(IServiceProvider provider) => new(
        provider.GetRequiredService<IConversationStore>() as IDeliveryStore,
        provider.GetServices<HandlerRegistration>(),
        provider.GetRequiredService<StoreSignals>(),
        provider.GetRequiredService<IUserLookup>(),
        provider.GetRequiredService<IServiceScopeFactory>(),
        provider.GetRequiredService<IOptions<DeliveryOptions>>().Value,
        provider.GetService<TimeProvider>() ?? TimeProvider.System,
        (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Conversations.Delivery"));
}
