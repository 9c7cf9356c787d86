using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>The store that a suite proves. A back end derives it once, and starts and stops there what it needs.</summary>
/// <remarks>All tests of a suite share it, so a test never uses an id of another.</remarks>
public abstract class StoreFixture : IAsyncLifetime
{
    /// <summary>
    /// Gets how often a race is run that has to hit the moment: 1,000 by default. A store whose writes wait for a disk says less;
    /// <c>CONVERSATIONS_RACE_ROUNDS</c> says how often whatever the store.
    /// </summary>
    public virtual int RaceRounds => 1_000;

    /// <summary>Chooses the store, as an app would: <c>builder.UseInMemory()</c>.</summary>
    /// <remarks>Called once for each provider that a test makes; all of them must reach the same conversations.</remarks>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    public abstract void Use(IConversationsBuilder builder);

    /// <summary>Starts what the store needs; nothing by default.</summary>
    /// <returns>A task that ends when it is there.</returns>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Stops what was started; nothing by default.</summary>
    /// <returns>A task that ends when it is gone.</returns>
    public virtual Task DisposeAsync() => Task.CompletedTask;
}
