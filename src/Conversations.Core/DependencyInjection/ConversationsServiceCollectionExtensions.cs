using Conversations;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds conversations to an app.</summary>
public static class ConversationsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IConversations"/> and <see cref="IConversationIds"/>; in memory, unless a store is chosen.</summary>
    /// <remarks>
    /// Adding twice is the same as once, with both configurations applied. A <see cref="TimeProvider"/> that is registered is used.
    /// </remarks>
    /// <param name="services">The services of the app.</param>
    /// <param name="configure">Sets options, which are checked when the host starts; null = leaves the defaults.</param>
    /// <returns>What a store and more is added to.</returns>
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
        services.TryAddSingleton<UserLookup>();
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
        provider.GetRequiredService<IOptions<ConversationsOptions>>().Value.Permissions);

    private static ConversationService CreateService(IServiceProvider provider) => new(
        provider.GetRequiredService<IConversationStore>(),
        provider.GetRequiredService<IConversationIds>(),
        provider.GetRequiredService<SendPolicies>(),
        provider.GetRequiredService<UserLookup>(),
        provider.GetRequiredService<IOptions<ConversationsOptions>>().Value.Limits,
        provider.GetService<TimeProvider>() ?? TimeProvider.System);

    internal static InMemoryConversationStore CreateInMemoryStore(IServiceProvider provider)
    {
        var loggers = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        ConversationsLog.KeptInMemory(loggers.CreateLogger("Conversations"));
        return new();
    }
}
