using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests that the fixture gives the suites all that they need to prove the whole contract.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ProofSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    /// <summary>Returns the names of the parts that a fixture must help to prove.</summary>
    /// <returns>The names.</returns>
    public static TheoryData<string> Names() => [.. StoreProof.All.Select(proof => proof.Name)];

    /// <summary>A part that is not proven fails, or is skipped if the fixture accepts it.</summary>
    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 1)]
    [Rule(nameof(IConversationStore), 8)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    [MemberData(nameof(Names))]
    public async Task Every_part_of_the_contract_is_proven_or_accepted_as_unproven(string name)
    {
        // A store may create its tables or its file at its first call, and rows can be read only then.
        await CreateAsync();

        var unproven = (await StoreContract.FindUnprovenAsync(Fixture)).SingleOrDefault(proof => proof.Name == name);
        if (unproven is null)
            return;

        Assert.True(
            Fixture.AcceptedUnproven.Contains(unproven),
            $"{unproven.Reason} Override that member, or list the part in StoreFixture.AcceptedUnproven.");
        Assert.Skip(unproven.Reason);
    }
}
