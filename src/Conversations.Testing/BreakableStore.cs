using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>
/// A store of its own whose connections, files or process a test breaks. Nothing of it is shared with other tests: it has its own
/// database, schema or file.
/// </summary>
public abstract class BreakableStore : IAsyncDisposable
{
    /// <summary>Registers the store as an app does.</summary>
    /// <remarks>The method is called once for each service provider of a test, and all of them must use the same stored conversations.</remarks>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    public abstract void Use(IConversationsBuilder builder);

    /// <summary>
    /// Breaks what the store uses, while calls may be under way: it ends all connections, kills the process of the database, and so on.
    /// </summary>
    /// <remarks>
    /// The method is called before, during and between calls. Calls that are under way and the next ones may fail, but what was
    /// acknowledged must be kept. A break that no call can notice proves nothing.
    /// </remarks>
    /// <returns>A task that completes when the store can be reached again.</returns>
    public abstract Task BreakAsync();

    /// <summary>Removes what was stored. The default implementation does nothing.</summary>
    /// <returns>A task that completes when everything is removed.</returns>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
