using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Provides the store that a suite tests. A back end derives this class once and starts and stops there what the store
/// needs.
/// </summary>
/// <remarks>All tests of a suite share the store, so a test never uses the ids of another test.</remarks>
public abstract class StoreFixture : IAsyncLifetime
{
    /// <summary>
    /// Gets whether each write of the store waits for a disk or a server, so that the tests run fewer rounds. False by default.
    /// </summary>
    public virtual bool WaitsForWrites => false;

    /// <summary>
    /// Gets the number of rounds of a race test: 100 by default, or 40 if <see cref="WaitsForWrites"/> is true. The environment variable
    /// <c>CONVERSATIONS_RACE_ROUNDS</c> overrides the number for every store.
    /// </summary>
    public virtual int RaceRounds => WaitsForWrites ? 40 : 100;

    /// <summary>
    /// Gets the number of random lists of commands that the store is compared on with a model: 30 by default, or 15 if
    /// <see cref="WaitsForWrites"/> is true. The environment variable <c>CONVERSATIONS_MODEL_RUNS</c> overrides the number for every store.
    /// </summary>
    public virtual int ModelRuns => WaitsForWrites ? 15 : 30;

    /// <summary>
    /// Gets the number of faults in each test of <see cref="FaultSuite"/>: 8 by default. The environment variable
    /// <c>CONVERSATIONS_FAULT_ROUNDS</c> overrides the number for every store.
    /// </summary>
    public virtual int FaultRounds => 8;

    /// <summary>
    /// Gets the parts of the contract that the store's author accepts as not proven, because the fixture cannot help to prove them. There
    /// are none by default.
    /// </summary>
    public virtual IReadOnlyCollection<StoreProof> AcceptedUnproven => [];

    /// <summary>Registers the store as an app does, for example with <c>builder.UseStore("UseMine", _ => store)</c>.</summary>
    /// <remarks>
    /// A test may build several service providers. The method is called once for each of them, and all of them must use the
    /// same stored conversations.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    public abstract void Use(IConversationsBuilder builder);

    /// <summary>
    /// Opens an empty store that a test may break. The default implementation returns null.
    /// </summary>
    /// <returns>The store, which the test disposes, or null if it cannot be broken; then atomicity is not proven.</returns>
    public virtual BreakableStore? OpenBreakable() => null;

    /// <summary>
    /// Opens an empty store that counts what its calls cost. The default implementation returns null.
    /// </summary>
    /// <returns>The store, which the test disposes, or null if it cannot count; then <see cref="CostSuite"/> is skipped.</returns>
    public virtual CountedStore? OpenCounted() => null;

    /// <summary>
    /// Reads every text that the store keeps, such as all columns of all tables, even if no read of the store returns it. The default
    /// implementation returns null.
    /// </summary>
    /// <returns>The texts, or null if the tests of erasure shall check only what can be read through the store.</returns>
    public virtual Task<IReadOnlyCollection<string>?> ReadRawAsync() => Task.FromResult<IReadOnlyCollection<string>?>(null);

    /// <summary>
    /// Lets time pass for a store that dates something by a clock of its own, for example by moving the stored times back. The default implementation
    /// does nothing: the store uses the <see cref="TimeProvider"/> of the service provider, which the tests move.
    /// </summary>
    /// <param name="time">How much time passes.</param>
    /// <returns>A task that completes when the time has passed.</returns>
    public virtual Task PassAsync(TimeSpan time) => Task.CompletedTask;

    /// <summary>Starts what the store needs. The default implementation does nothing.</summary>
    /// <returns>A task that completes when the store can be used.</returns>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Stops what <see cref="InitializeAsync"/> started. The default implementation does nothing.</summary>
    /// <returns>A task that completes when everything is stopped.</returns>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
