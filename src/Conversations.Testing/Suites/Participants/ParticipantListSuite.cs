using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests the order of participants, and reading them page by page.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ParticipantListSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private readonly string _prefix = $"{Guid.NewGuid():N}-";

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    public async Task Participants_are_listed_latest_joined_first()
    {
        var id = await CreateAsync(Bob);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.SetParticipantAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal([Carol, Alice, Bob], await ListAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_participant_who_rejoins_is_listed_by_the_time_of_rejoining()
    {
        var id = await CreateAsync(Alice);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.SetParticipantAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.SetParticipantAsync(id, Alice);

        Assert.Equal([Alice, Bob], await ListAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    [Rule(nameof(IConversationStore), 2)]
    public async Task Participants_who_joined_at_the_same_time_are_listed_by_user_id_in_the_order_of_code_points()
    {
        string[] names = ["😀", "～", "é", "e\u0301", "a", "A", "Z", "_", "10", "9", "а", "ß", "ss"];
        var id = await CreateAsync([.. names.Select(Named)]);

        var listed = await ListAsync(id);

        Assert.Equal(["10", "9", "A", "Z", "_", "a", "e\u0301", "ss", "ß", "é", "а", "～", "😀"], listed.Select(NameOf));
    }

    [Theory]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(100)]
    public async Task Pages_together_are_the_whole_list(int size)
    {
        var id = await CreateAsync(Named("～"), Named("😀"), Named("a"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Conversations.SetParticipantAsync(id, Named("b"));
        await Conversations.SetParticipantAsync(id, Named("\U0001F601"));
        var paged = new List<UserId>();

        string? cursor = null;
        do
        {
            var page = await Conversations.ListParticipantsAsync(id).PageAsync(size, cursor);
            Assert.InRange(page.Items.Count, 1, size);
            paged.AddRange(page.Items.Select(one => one.UserId));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["b", "\U0001F601", "a", "～", "😀"], paged.Select(NameOf));
        Assert.Equal(paged, await ListAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_page_has_ten_participants_by_default()
    {
        var id = await CreateAsync([.. Enumerable.Range(0, 11).Select(i => Named($"user-{i:D2}"))]);

        var page = await Conversations.ListParticipantsAsync(id).PageAsync();

        Assert.Equal(10, page.Items.Count);
        Assert.NotNull(page.Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    public async Task The_last_page_has_no_next()
    {
        var id = await CreateAsync();

        Assert.Null((await Conversations.ListParticipantsAsync(id).PageAsync(2)).Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    public async Task Paging_continues_at_its_position_while_others_join_and_leave()
    {
        var id = await CreateAsync(Named("a"), Named("b"), Named("c"), Named("d"));
        var first = await Conversations.ListParticipantsAsync(id).PageAsync(2);
        await Conversations.RemoveParticipantAsync(id, Named("b"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Conversations.SetParticipantAsync(id, Named("late"));

        var second = await Conversations.ListParticipantsAsync(id).PageAsync(2, first.Next);

        Assert.Equal(["a", "b"], first.Items.Select(one => NameOf(one.UserId)));
        Assert.Equal(["c", "d"], second.Items.Select(one => NameOf(one.UserId)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    public async Task A_page_after_a_cursor_is_empty_if_all_later_participants_left()
    {
        var id = await CreateAsync(Named("a"), Named("b"));
        var first = await Conversations.ListParticipantsAsync(id).PageAsync(1);
        await Conversations.RemoveParticipantAsync(id, Named("b"));

        var second = await Conversations.ListParticipantsAsync(id).PageAsync(1, first.Next);

        Assert.Empty(second.Items);
        Assert.Null(second.Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    public async Task Hundreds_of_participants_are_listed_without_loss()
    {
        UserId[] users = [.. Enumerable.Range(0, 257).Select(i => Named($"user-{i}"))];
        var id = await CreateAsync(users);

        var listed = await ListAsync(id);

        Assert.Equal(users.OrderBy(user => user), listed);
        Assert.Equal(257, (await GetAsync(id)).ParticipantCount);
    }

    private UserId Named(string name) => new(_prefix + name);

    private string NameOf(UserId user) => user.Value[_prefix.Length..];

    private async Task<List<UserId>> ListAsync(ConversationId id) =>
        [.. (await AllAsync(Conversations.ListParticipantsAsync(id))).Select(one => one.UserId)];
}
