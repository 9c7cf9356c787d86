using System.Text.Json;
using Conversations;
using Conversations.Events;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add HTTP endpoints of conversations.</summary>
public static class ConversationsHttpBuilderExtensions
{
    /// <summary>
    /// Adds what <c>MapConversations()</c> maps, and an exception handler that answers exceptions of this library in the app's own endpoints with problem details, if
    /// the app calls <c>UseExceptionHandler()</c>. It also adds SignalR for the hub.
    /// </summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="configure">Says who may call.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IConversationsBuilder AddHttp(this IConversationsBuilder builder, Action<ConversationsHttpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ConversationsHttpOptions();
        configure(options);
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SenderNames>();
        services.TryAddSingleton<UserEvents>();
        services.AddExceptionHandler<ConversationsExceptionHandler>();
        services.AddProblemDetails();
        services.AddSignalR().AddJsonProtocol(static json =>
        {
            // Options without a resolver use reflection, and would not after another one was added.
            if (!JsonSerializer.IsReflectionEnabledByDefault)
                json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubJson.Default);
        });
        return builder;
    }
}
