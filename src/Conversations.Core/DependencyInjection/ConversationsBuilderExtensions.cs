using Conversations;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the store, and adds the app's own code.</summary>
public static class ConversationsBuilderExtensions
{
    /// <summary>Keeps conversations in memory, for tests and trials. All data is lost when the process ends.</summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
    public static IConversationsBuilder UseInMemory(this IConversationsBuilder builder) =>
        builder.UseStore(nameof(UseInMemory), ConversationsServiceCollectionExtensions.CreateInMemoryStore);

    /// <summary>
    /// Keeps conversations in a given store. Packages with a store call this method, and apps that have a store of their own.
    /// </summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="choice">
    /// The name of the method that chose the store, such as <c>UseSqlite</c>. The exception for a second choice contains it.
    /// </param>
    /// <param name="create">Creates the store. It is called once, and the service provider disposes the store.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="builder"/> or <paramref name="create"/> is null, or <paramref name="choice"/> is null, empty or white space.
    /// </exception>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
    public static IConversationsBuilder UseStore(
        this IConversationsBuilder builder, string choice, Func<IServiceProvider, IConversationStore> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(choice);
        ArgumentNullException.ThrowIfNull(create);
        var earlier = builder.Services.Select(service => service.ImplementationInstance).OfType<StoreChoice>().FirstOrDefault();
        if (earlier is not null)
            throw new InvalidOperationException($"Conversations are kept in one store, but {earlier.Name}() and {choice}() were both called. Call one of them.");

        builder.Services.AddSingleton(new StoreChoice(choice));
        builder.Services.Replace(ServiceDescriptor.Singleton(create));
        return builder;
    }

    /// <summary>
    /// Adds a send policy of the app. Policies are asked in the order in which they were added; a type that is added twice is asked
    /// once.
    /// </summary>
    /// <typeparam name="T">
    /// The type of the policy. It is registered as a scoped service, and each message has a scope of its own, so the policy can use
    /// scoped services.
    /// </typeparam>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IConversationsBuilder AddSendPolicy<
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IConversationsBuilder builder)
        where T : class, ISendPolicy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<T>();
        return builder.AddOnce(new SendPolicyRegistration(typeof(T)), static one => one.Type == typeof(T));
    }

    /// <summary>
    /// Adds a user directory of the app. It is asked before the library's own users. Several directories are asked in the order in
    /// which they were added.
    /// </summary>
    /// <typeparam name="T">
    /// The type of the directory. It is registered as a scoped service, and each lookup has a scope of its own, so the directory
    /// can use scoped services.
    /// </typeparam>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IConversationsBuilder AddUserDirectory<
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IConversationsBuilder builder)
        where T : class, IUserDirectory
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<T>();
        return builder.AddOnce(new UserDirectoryRegistration(typeof(T)), static one => one.Type == typeof(T));
    }

    private static IConversationsBuilder AddOnce<T>(this IConversationsBuilder builder, T registration, Func<T, bool> isSame)
        where T : class
    {
        if (!builder.Services.Any(service => service.ImplementationInstance is T one && isSame(one)))
            builder.Services.AddSingleton(registration);

        return builder;
    }
}
