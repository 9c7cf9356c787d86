using System.Text.Json;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests erasing a user in every place that <c>docs/personal-data.md</c> names, one by one.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class ErasedPlaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    /// <summary>Gets the names of the places, as in the table of that document.</summary>
    public static IReadOnlyList<string> Places => [.. _ways.Keys];

    /// <summary>Returns every place twice: with texts that are erased and with texts that are kept.</summary>
    /// <returns>The place, and whether texts are kept.</returns>
    public static TheoryData<string, bool> PlacesAndTexts()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var place in Places)
        {
            cases.Add(place, false);
            cases.Add(place, true);
        }

        return cases;
    }

    /// <summary>
    /// The place contains neither the id nor the name of the erased user, and no text of theirs unless texts are kept.
    /// </summary>
    [Theory]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    [MemberData(nameof(PlacesAndTexts))]
    public async Task Nothing_of_an_erased_user_is_found_in_the_place(string place, bool keepTexts)
    {
        var (user, options) = (new Marked(), new EraseOptions { KeepTexts = keepTexts });
        var ids = await _ways[place](this, user, options);
        Assert.Contains(user.IdMark, await ReadAsync(ids, user), StringComparison.Ordinal);
        var raw = await Fixture.ReadRawAsync();
        Assert.True(
            raw is null || raw.Any(one => one.Contains(user.IdMark, StringComparison.Ordinal)),
            "The raw texts of the store do not contain the user's id before the erasure.");

        await Conversations.EraseUserAsync(user.Id, options);

        var held = await ReadAsync(ids, user);
        user.AssertAbsent(held, keepTexts);
        Assert.Equal(keepTexts && place == Written, held.Contains(user.Text, StringComparison.Ordinal));
        foreach (var one in await Fixture.ReadRawAsync() ?? [])
            user.AssertAbsent(one, keepTexts);
    }

    private async Task<string> ReadAsync(IReadOnlyList<ConversationId> ids, Marked user)
    {
        var held = new Held(Conversations, Store);
        return await held.ReadAsync(ids, user.Id, Bob, Carol) + JsonSerializer.Serialize(await held.FindErasureAsync(user.Id));
    }
}
