using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>
/// A store of its own that counts what its calls cost. Nothing of it is shared with other tests: it has its own database, schema or file.
/// </summary>
/// <remarks>The suite makes one call at a time and reads the cost before and after it.</remarks>
public abstract class CountedStore : IAsyncDisposable
{
    /// <summary>Registers the store as an app does.</summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    public abstract void Use(IConversationsBuilder builder);

    /// <summary>Reads what the store has cost so far.</summary>
    /// <returns>The cost.</returns>
    public abstract Task<StoreCost> ReadCostAsync();

    /// <summary>
    /// Brings the database into the state in which it is at rest, for example collects the statistics that it plans statements by. The
    /// suite calls it after it has written many rows and before it measures. The default implementation does nothing.
    /// </summary>
    /// <returns>A task that completes when the store can be measured.</returns>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <summary>Removes what was stored. The default implementation does nothing.</summary>
    /// <returns>A task that completes when everything is removed.</returns>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
