using Conversations;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds conversations to the services of an app.</summary>
public static class ConversationsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IConversations"/> and <see cref="IConversationIds"/>. Conversations are kept in memory until a store is
    /// chosen.
    /// </summary>
    /// <remarks>
    /// A second call adds nothing, but its configuration is applied too. A registered <see cref="TimeProvider"/> is used as the
    /// clock. A store of a database server may correct it (<see cref="IStoreClock"/>).
    /// </remarks>
    /// <param name="services">The services of the app.</param>
    /// <param name="configure">Sets the options, which are validated when the host starts; or null to keep the defaults.</param>
    /// <returns>The builder, with which to choose a store and to add policies and directories.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IConversationsBuilder AddConversations(
        this IServiceCollection services, Action<ConversationsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ConversationsOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConversationsOptions>, ConversationsOptionsValidator>());
        services.TryAddSingleton<IConversationIds>(CreateIds);
        services.TryAddSingleton<IConversationStore>(CreateInMemoryStore);
        services.TryAddSingleton<SendPolicies>();
        services.TryAddSingleton<StoreSignals>();
        services.TryAddSingleton<UserLookup>();
        services.TryAddSingleton<IUserLookup>(static provider => provider.GetRequiredService<UserLookup>());
        services.TryAddSingleton(CreateRunner);
        services.TryAddSingleton(CreateWatches);
        services.TryAddSingleton(CreateService);
        services.TryAddSingleton<IConversations>(CreateConversations);
        return new ConversationsBuilder(services);
    }

    private static ConversationIds CreateIds(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ConversationsOptions>>().Value;
        return new([.. options.IdSecrets], options.HideOneOnOneIds);
    }

    private static AppConversations CreateConversations(IServiceProvider provider) => new(
        provider.GetRequiredService<ConversationService>(),
        provider.GetRequiredService<WatchHub>(),
        provider.GetRequiredService<IOptions<ConversationsOptions>>().Value.Permissions);

    private static CommandRunner CreateRunner(IServiceProvider provider) => new(
        provider.GetRequiredService<IConversationStore>(),
        provider.GetRequiredService<IOptions<ConversationsOptions>>().Value.Limits,
        provider.GetRequiredService<IOptions<ConversationsOptions>>().Value.JoinHistory,
        provider.GetService<TimeProvider>() ?? TimeProvider.System,
        provider.GetRequiredService<StoreSignals>());

    private static WatchHub CreateWatches(IServiceProvider provider)
    {
        var hub = new WatchHub(
            provider.GetRequiredService<IConversationStore>() as IWatchStore,
            provider.GetRequiredService<StoreSignals>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Conversations.Watching"),
            provider.GetRequiredService<IOptions<ConversationsOptions>>().Value.MaxWatchesPerUser);
        hub.TellOthers();
        return hub;
    }

    private static ConversationService CreateService(IServiceProvider provider) => new(
        provider.GetRequiredService<IConversationStore>(),
        provider.GetRequiredService<CommandRunner>(),
        provider.GetRequiredService<IConversationIds>(),
        provider.GetRequiredService<SendPolicies>(),
        provider.GetRequiredService<UserLookup>(),
        provider.GetRequiredService<WatchHub>());

    internal static InMemoryConversationStore CreateInMemoryStore(IServiceProvider provider)
    {
        var loggers = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        ConversationsLog.KeptInMemory(loggers.CreateLogger("Conversations"));
        return new(provider.GetService<TimeProvider>());
    }
}
