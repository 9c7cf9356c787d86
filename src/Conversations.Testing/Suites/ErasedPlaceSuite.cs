using System.Text.Json;
using Xunit;

namespace Conversations.Testing;

/// <summary>Erasing a user in every place that <c>docs/personal-data.md</c> names, one by one.</summary>
/// <param name="fixture">The store to prove.</param>
public abstract partial class ErasedPlaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    /// <summary>Gets the places, by their names in the table.</summary>
    public static IReadOnlyList<string> Places => [.. _ways.Keys];

    /// <summary>Gives every place, with texts that go and texts that stay.</summary>
    /// <returns>The place, and whether texts stay.</returns>
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

    /// <summary>Neither id nor name of who was erased is found in the place, nor a text unless it was to stay.</summary>
    [Theory]
    [MemberData(nameof(PlacesAndTexts))]
    public async Task Nothing_of_an_erased_user_is_found_in_the_place(string place, bool keepTexts)
    {
        var (user, options) = (new Marked(), new EraseOptions { KeepTexts = keepTexts });
        var ids = await _ways[place](this, user, options);
        Assert.Contains(user.IdMark, await ReadAsync(ids, user), StringComparison.Ordinal);
        var raw = await ReadRawAsync();
        Assert.True(raw is null || raw.Any(one => one.Contains(user.IdMark, StringComparison.Ordinal)), "What is raw does not have it before.");

        await Conversations.EraseUserAsync(user.Id, options);

        var held = await ReadAsync(ids, user);
        user.AssertAbsent(held, keepTexts);
        Assert.Equal(keepTexts && place == Written, held.Contains(user.Text, StringComparison.Ordinal));
        foreach (var one in await ReadRawAsync() ?? [])
            user.AssertAbsent(one, keepTexts);
    }

    /// <summary>
    /// Reads every text that the store keeps, such as all columns of all tables, also where none of its reads gives them; null, the default,
    /// = only what can be read is looked at.
    /// </summary>
    /// <returns>The texts.</returns>
    protected virtual Task<IReadOnlyCollection<string>?> ReadRawAsync() => Task.FromResult<IReadOnlyCollection<string>?>(null);

    private async Task<string> ReadAsync(IReadOnlyList<ConversationId> ids, Marked user)
    {
        var held = new Held(Conversations, Store);
        return await held.ReadAsync(ids, user.Id, Bob, Carol) + JsonSerializer.Serialize(await held.FindErasureAsync(user.Id));
    }
}
