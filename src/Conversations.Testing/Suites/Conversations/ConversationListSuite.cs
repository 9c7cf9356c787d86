using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests the list of all conversations by id. Each test reads only conversations with its own mark.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ConversationListSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private readonly string _mark = $"{Guid.NewGuid():N}";

    [Fact]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    [Rule(nameof(IConversationStore), 2)]
    public async Task Conversations_are_listed_by_id_in_the_order_of_code_points()
    {
        string[] names = ["😀", "～", "é", "e\u0301", "a", "A", "Z", "_", "10", "9", "а", "ß", "ss"];
        foreach (var name in names)
            await CreateMarkedAsync(new($"{_mark}-{name}"), withMessage: true);

        var listed = await AllAsync(Conversations.ListAsync(Marked()));

        Assert.Equal(
            ["10", "9", "A", "Z", "_", "a", "e\u0301", "ss", "ß", "é", "а", "～", "😀"],
            listed.Select(one => one.Id.Value[(_mark.Length + 1)..]));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    public async Task Activity_does_not_change_the_order()
    {
        var ids = await FillAsync(4);
        Clock.Advance(TimeSpan.FromHours(1));

        await SendAsync(ids[2], Alice);

        Assert.Equal(ids, await ListAsync(Marked()));
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Pages_together_are_the_whole_list(int size)
    {
        var ids = await FillAsync(10);

        Assert.Equal(ids, (await Pages.AllAsync(Conversations.ListAsync(Marked()), size)).Select(one => one.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Page_sizes_are_bounded_and_a_size_out_of_bounds_is_refused()
    {
        await FillAsync(3);

        Assert.InRange((await Conversations.ListAsync().PageAsync()).Items.Count, 3, 20);
        Assert.Single((await Conversations.ListAsync().PageAsync(1)).Items);
        foreach (var size in new[] { -1, 0, 101, int.MaxValue })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Conversations.ListAsync().PageAsync(size));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    public async Task Conversations_without_messages_are_listed_on_request_only()
    {
        var (full, empty, deleted) = (NewId("a"), NewId("b"), NewId("c"));
        await CreateMarkedAsync(full, withMessage: true);
        await CreateMarkedAsync(empty, withMessage: false);
        await CreateMarkedAsync(deleted, withMessage: false);
        await Conversations.DeleteMessageAsync(deleted, (await SendAsync(deleted, Alice)).Id);

        Assert.Equal([full], await ListAsync(Marked()));
        Assert.Equal([full, empty, deleted], await ListAsync(Marked().With(one => one.IncludeEmpty, true)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task A_deleted_conversation_is_not_listed()
    {
        var ids = await FillAsync(3);

        await Conversations.DeleteAsync(ids[1]);

        Assert.Equal([ids[0], ids[2]], await ListAsync(Marked().With(one => one.IncludeEmpty, true)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    public async Task A_listed_conversation_equals_the_one_that_find_returns()
    {
        var id = NewId();
        await CreateMarkedAsync(id, withMessage: true);
        await Conversations.AddReactionAsync(id, (await SendAsync(id, Alice, "last")).Id, Bob, "👍");

        var listed = Assert.Single(await AllAsync(Conversations.ListAsync(Marked())));

        Assert.Equal(Seen.Of(await Conversations.FindAsync(id)), Seen.Of(listed));
        Assert.Equal([new("👍", 1, ByViewer: false)], listed.LastMessage?.Reactions);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListConversationsAsync), 1)]
    public async Task Creating_and_deleting_between_pages_loses_and_repeats_no_other_conversation()
    {
        var ids = await FillAsync(6);
        var page = await Conversations.ListAsync(Marked()).PageAsync(2);
        while (page.Items.Count == 0)
            page = await Conversations.ListAsync(Marked()).PageAsync(2, page.Next);

        var rest = ids.Except(page.Items.Select(one => one.Id)).ToList();
        await Conversations.DeleteAsync(page.Items[^1].Id);
        await Conversations.DeleteAsync(rest[^1]);
        await CreateMarkedAsync(NewId("room-0000"), withMessage: true);

        var listed = new List<ConversationId>();
        while (page.Next is { } next)
        {
            page = await Conversations.ListAsync(Marked()).PageAsync(2, next);
            listed.AddRange(page.Items.Select(one => one.Id));
        }

        Assert.Equal(rest[..^1], listed);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await FillAsync(3);
        var cursor = (await Conversations.ListAsync(new() { IncludeEmpty = true }).PageAsync(1)).Next;
        Assert.NotNull(cursor);

        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListAsync().PageAsync(1, cursor));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListAsync(Marked().With(one => one.IncludeEmpty, true)).PageAsync(1, cursor));
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListInboxAsync(Alice, new() { IncludeEmpty = true }).PageAsync(1, cursor));
    }

    private ConversationQuery Marked() => new() { Filters = [ConversationFilter.Custom("mark", ValueMatch.EqualTo(_mark))] };

    private async Task<List<ConversationId>> ListAsync(ConversationQuery query) =>
        [.. (await AllAsync(Conversations.ListAsync(query))).Select(one => one.Id)];

    private async Task CreateMarkedAsync(ConversationId id, bool withMessage)
    {
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)], Custom = new() { ["mark"] = _mark } });
        if (withMessage)
            await SendAsync(id, Alice);
    }

    private async Task<List<ConversationId>> FillAsync(int count)
    {
        List<ConversationId> ids = [.. Enumerable.Range(0, count).Select(i => NewId($"room-{i + 1:D4}")).Order()];
        foreach (var id in ids.AsEnumerable().Reverse())
            await CreateMarkedAsync(id, withMessage: true);

        return ids;
    }
}
