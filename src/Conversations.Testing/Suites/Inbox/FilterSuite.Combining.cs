using Conversations.Storage;
using Xunit;
using static Conversations.ConversationFilter;

namespace Conversations.Testing;

/// <content>Several filters, filters that are refused, and pages with filters.</content>
public abstract partial class FilterSuite
{
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task A_conversation_must_match_all_filters()
    {
        await FillColoursAsync();

        await AssertAsync("red-big", [Colour("red"), Size("big")]);
        await AssertAsync("", [Colour("red"), Colour("blue")]);
        await AssertAsync("blue-big blue-small red-big red-small", []);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Any_matches_if_one_of_its_filters_matches()
    {
        await FillColoursAsync();

        await AssertAsync("blue-big red-big red-small", [Any(Colour("red"), Size("big"))]);
        await AssertAsync("blue-small red-small", [Any(Colour("red"), Colour("blue")), Size("small")]);
        await AssertAsync("blue-big red-big red-small", [Any(Any(Colour("red")), Any(Size("big"), Colour("green")))]);
        await AssertAsync("", [Any()]);
        await AssertAsync("red-big red-small", [Any(Any(), Colour("red"))]);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Any_may_contain_filters_about_the_user()
    {
        await FillColoursAsync();
        foreach (var name in new[] { "red-big", "red-small", "blue-small" })
            await Conversations.MarkAsReadAsync(Id(name), Alice);

        Assert.Equal("blue-big red-big red-small", await InboxAsync(Any(Unread(), Colour("red"))));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void Filters_about_a_user_are_refused_in_the_list_of_all_conversations()
    {
        ConversationFilter[] filters =
        [
            Unread(), Unread(false), Access(ParticipantAccess.Read), Joined(), Any(Colour("red"), Unread()), Any(Any(Joined())),
        ];

        foreach (var filter in filters)
        {
            Assert.Throws<ArgumentException>(() => Conversations.ListAsync(new() { Filters = [filter] }));
            Assert.Throws<ArgumentException>(() => Conversations.ListAsync(new() { Filters = [Colour("red"), filter] }));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void A_null_is_refused_as_filter_key_match_or_value()
    {
        var query = new ConversationQuery { Filters = [Colour("red"), null!] };

        Assert.Throws<ArgumentException>(() => Conversations.ListInboxAsync(Alice, query));
        Assert.Throws<ArgumentException>(() => Conversations.As(Alice).ListInboxAsync(query));
        Assert.Throws<ArgumentException>(() => Conversations.ListAsync(query));
        Assert.ThrowsAny<ArgumentException>(() => Any(Colour("red"), null!));
        Assert.ThrowsAny<ArgumentException>(() => Any(null!));
        Assert.ThrowsAny<ArgumentException>(() => Subject(null!));
        Assert.ThrowsAny<ArgumentException>(() => Custom(null!, ValueMatch.Exists));
        Assert.ThrowsAny<ArgumentException>(() => Custom("key", null!));
        Assert.ThrowsAny<ArgumentException>(() => ValueMatch.EqualTo(null!));
        Assert.ThrowsAny<ArgumentException>(() => ValueMatch.NotEqualTo(null!));
        Assert.ThrowsAny<ArgumentException>(() => ValueMatch.OneOf("a", null!));
        Assert.ThrowsAny<ArgumentException>(() => ValueMatch.NoneOf("a", null!));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Null_filters_mean_no_filters()
    {
        await FillAsync("a", "b");

        Assert.Equal(2, (await AllAsync(Conversations.ListInboxAsync(Alice, new() { Filters = null! }))).Count);
        Assert.NotEmpty((await Conversations.ListAsync(new() { Filters = null! }).PageAsync()).Items);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Changing_the_filters_of_a_query_after_the_call_does_not_change_the_list()
    {
        await FillColoursAsync();
        var (filters, values) = (new List<ConversationFilter>(), new List<string> { "red" });
        filters.Add(Custom("colour", ValueMatch.OneOf(values)));
        var list = Conversations.ListInboxAsync(Alice, new() { Filters = filters });

        values.Add("blue");
        filters.Add(Size("big"));

        Assert.Equal("red-big red-small", Names((await AllAsync(list)).Select(entry => entry.Conversation)));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_is_refused_if_any_part_of_the_filter_differs()
    {
        await FillColoursAsync();
        ConversationFilter[] filters =
        [
            Custom("colour", ValueMatch.Exists), Custom("size", ValueMatch.Exists), Custom("colour", ValueMatch.NoneOf("x")),
            Custom("colour", ValueMatch.NoneOf("x", "y")), Custom("colour", ValueMatch.NoneOf("x1:y")), HasMessages(), LastActivity(), Created(),
            LastActivity(DateTimeOffset.MinValue), LastActivity(to: DateTimeOffset.MaxValue), Subject(ValueMatch.Absent), Any(HasMessages()),
        ];

        foreach (var (filter, i) in filters.Select((filter, i) => (filter, i)))
        {
            var cursor = (await Conversations.ListInboxAsync(Alice, new() { Filters = [filter] }).PageAsync(1)).Next;
            Assert.NotNull(cursor);
            foreach (var other in filters.Where((_, j) => j != i))
                await Assert.ThrowsAsync<ArgumentException>(() => Conversations.ListInboxAsync(Alice, new() { Filters = [other] }).PageAsync(1, cursor));
        }
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3, 4)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task All_filtered_pages_together_are_all_conversations_that_match(int size)
    {
        await FillAsync([.. Enumerable.Range(0, 20).Select(i => $"{i:D2}")]);
        foreach (var i in new[] { 0, 3, 4, 11, 19 })
            await Conversations.UpdateAsync(Id($"{i:D2}"), new() { Subject = "House" });

        ConversationQuery query = new() { Filters = [Subject(ValueMatch.Exists), Custom("mark", ValueMatch.EqualTo(_mark))] };

        Assert.Equal("00 03 04 11 19", Names((await Pages.AllAsync(Conversations.ListInboxAsync(Alice, query), size)).Select(one => one.Conversation)));
        Assert.Equal("00 03 04 11 19", Names(await Pages.AllAsync(Conversations.ListAsync(query), size)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4, 5)]
    public async Task At_most_a_thousand_entries_are_read_for_a_page()
    {
        var count = Race.Setting("CONVERSATIONS_FILTER_ENTRIES", InboxWindow.MaxLookedAt + 100);
        var last = $"{_mark}-last";
        foreach (var chunk in Enumerable.Range(0, count).Chunk(50))
        {
            await Task.WhenAll(chunk.Select(async i =>
            {
                var id = NewId($"{_mark}-{count - i:D6}");
                await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)], Subject = i == 0 ? last : "House" });
                await Conversations.SendSystemMessageAsync(id, "hello");
            }));
            Clock.Advance(TimeSpan.FromSeconds(45));
        }

        ConversationQuery query = new() { Filters = [Subject(ValueMatch.EqualTo(last))] };
        var isBounded = count > InboxWindow.MaxLookedAt;
        var looked = 0;
        var slice = await Store.ListInboxAsync(new() { UserId = Alice, Limit = 10, Filter = _ => Interlocked.Increment(ref looked) < 0 });
        Assert.Empty(slice.Entries);
        Assert.Equal((Math.Min(count, InboxWindow.MaxLookedAt), isBounded), (looked, slice.Next is not null));

        var first = await Conversations.ListInboxAsync(Alice, query).PageAsync(10);
        Assert.Equal((isBounded ? 0 : 1, isBounded), (first.Items.Count, first.Next is not null));
        Assert.Single(await AllAsync(Conversations.ListInboxAsync(Alice, query)));

        Assert.True(!isBounded || (await Conversations.ListAsync(query).PageAsync(10)).Next is not null);
        foreach (var size in new[] { 1, 100 })
            Assert.Equal(last, Assert.Single(await Pages.AllAsync(Conversations.ListAsync(query), size)).Subject);
    }

    private static ConversationFilter Colour(string colour) => Custom("colour", ValueMatch.EqualTo(colour));

    private static ConversationFilter Size(string size) => Custom("size", ValueMatch.EqualTo(size));

    private async Task FillColoursAsync()
    {
        (string Colour, string Size)[] all = [("red", "big"), ("red", "small"), ("blue", "big"), ("blue", "small")];
        await FillAsync([.. all.Select(one => $"{one.Colour}-{one.Size}")]);
        await Task.WhenAll(all.Select(one => Conversations.UpdateAsync(
            Id($"{one.Colour}-{one.Size}"), new() { Custom = new() { ["colour"] = one.Colour, ["size"] = one.Size } })));
    }

    private ConversationId Id(string name) => new($"{_mark}-{name}");

    private async Task<Conversation> CreateMarkedAsync(string name) => (await Conversations.CreateIfNotExistsAsync(
        Id(name), new() { Participants = [new(Alice), new(Bob)], Custom = new() { ["mark"] = _mark } })).Conversation;

    private Task FillAsync(params string[] names) => Task.WhenAll(names.Select(async name =>
    {
        await CreateMarkedAsync(name);
        await SendAsync(Id(name), Bob);
    }));

    private Task AssertAsync(string names, ConversationFilter filter) => AssertAsync(names, [filter]);

    /// <summary>Asserts the filtered result of the list of all conversations and of a user's inbox.</summary>
    private async Task AssertAsync(string names, ConversationFilter[] filters, bool includeEmpty = false)
    {
        ConversationQuery query = new() { Filters = filters, IncludeEmpty = includeEmpty };
        ConversationQuery marked = query.With(one => one.Filters, [.. filters, Custom("mark", ValueMatch.EqualTo(_mark))]);

        Assert.Equal(names, Names((await AllAsync(Conversations.ListInboxAsync(Alice, query))).Select(entry => entry.Conversation)));
        Assert.Equal(names, Names(await AllAsync(Conversations.ListAsync(marked))));
    }

    private Task<string> InboxAsync(ConversationFilter filter) => InboxAsync(Alice, filter);

    private async Task<string> InboxAsync(UserId user, ConversationFilter filter) =>
        Names((await AllAsync(Conversations.ListInboxAsync(user, new() { Filters = [filter] }))).Select(entry => entry.Conversation));

    private string Names(IEnumerable<Conversation> conversations) =>
        string.Join(' ', conversations.Select(one => one.Id.Value[(_mark.Length + 1)..]).Order(StringComparer.Ordinal));
}
