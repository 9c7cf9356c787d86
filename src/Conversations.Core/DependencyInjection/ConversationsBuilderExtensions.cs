using Conversations;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the store, and adds the app's own code.</summary>
public static class ConversationsBuilderExtensions
{
    /// <summary>Keeps conversations in memory, for tests and trials: all is lost when the process ends.</summary>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
    public static IConversationsBuilder UseInMemory(this IConversationsBuilder builder) =>
        builder.UseStore(nameof(UseInMemory), ConversationsServiceCollectionExtensions.CreateInMemoryStore);

    /// <summary>Keeps conversations in a store of one's own. What packages with a store call, and an app with its own.</summary>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <param name="choice">How the store was chosen, for the error where two are: <c>UseSqlite</c>.</param>
    /// <param name="create">Makes the store, once; the provider disposes it.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
    public static IConversationsBuilder UseStore(
        this IConversationsBuilder builder, string choice, Func<IServiceProvider, IConversationStore> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(choice);
        ArgumentNullException.ThrowIfNull(create);
        var earlier = builder.Services.Select(service => service.ImplementationInstance).OfType<StoreChoice>().FirstOrDefault();
        if (earlier is not null)
            throw new InvalidOperationException($"Conversations are kept in one store, but {earlier.Name}() and {choice}() choose two. Call one of them.");

        builder.Services.AddSingleton(new StoreChoice(choice));
        builder.Services.Replace(ServiceDescriptor.Singleton(create));
        return builder;
    }

    /// <summary>Adds the app's own say about messages; policies are asked in the order in which they were added, each once.</summary>
    /// <typeparam name="T">The policy. Made for each message in a scope of its own, so it may take scoped services.</typeparam>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <returns>The same builder.</returns>
    public static IConversationsBuilder AddSendPolicy<
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IConversationsBuilder builder)
        where T : class, ISendPolicy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<T>();
        return builder.AddOnce(new SendPolicyRegistration(typeof(T)));
    }

    /// <summary>Adds the app's own directory of users, which is asked before the library's own users; several are asked in turn.</summary>
    /// <typeparam name="T">The directory. Made for each question in a scope of its own, so it may take scoped services.</typeparam>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <returns>The same builder.</returns>
    public static IConversationsBuilder AddUserDirectory<
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IConversationsBuilder builder)
        where T : class, IUserDirectory
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<T>();
        return builder.AddOnce(new UserDirectoryRegistration(typeof(T)));
    }

    private static IConversationsBuilder AddOnce<T>(this IConversationsBuilder builder, T registration)
        where T : class
    {
        if (!builder.Services.Any(service => registration.Equals(service.ImplementationInstance)))
            builder.Services.AddSingleton(registration);

        return builder;
    }
}
