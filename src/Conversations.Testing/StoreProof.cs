namespace Conversations.Testing;

/// <summary>
/// A part of the contract that the suites can prove only if the fixture helps. Without that help its tests are skipped, and
/// <see cref="ProofSuite"/> fails unless the fixture lists the part in <see cref="StoreFixture.AcceptedUnproven"/>.
/// </summary>
public sealed class StoreProof
{
    private readonly Func<StoreFixture, Task<bool>> _isGiven;

    private StoreProof(string name, string lacks, Func<StoreFixture, Task<bool>> isGiven) => (Name, Reason, _isGiven) = (name, $"{name} not proven: {lacks}", isGiven);

    /// <summary>Gets the proof that each commit is whole or not there after a fault (<see cref="FaultSuite"/>).</summary>
    public static StoreProof Atomicity { get; } = new(
        "atomicity", "StoreFixture.OpenBreakable returned null, so no fault could be caused.", IsBreakableAsync);

    /// <summary>Gets the proof that no row keeps a text of an erased user (<see cref="ErasedPlaceSuite"/>).</summary>
    public static StoreProof RawRows { get; } = new(
        "erasure of raw rows",
        "StoreFixture.ReadRawAsync returned null, so only what the store returns could be searched.",
        async fixture => await fixture.ReadRawAsync() is not null);

    /// <summary>Gets every part that a fixture must help to prove.</summary>
    public static IReadOnlyList<StoreProof> All { get; } = [Atomicity, RawRows];

    /// <summary>Gets the name of the part.</summary>
    public string Name { get; }

    /// <summary>Gets the reason with which the tests are skipped: what is not proven, and what the fixture lacks.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Returns whether the fixture gives what the proof needs.</summary>
    internal Task<bool> IsGivenByAsync(StoreFixture fixture) => _isGiven(fixture);

    private static async Task<bool> IsBreakableAsync(StoreFixture fixture)
    {
        await using var store = fixture.OpenBreakable();
        return store is not null;
    }
}
