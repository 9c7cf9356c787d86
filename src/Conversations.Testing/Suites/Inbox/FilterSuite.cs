using Conversations.Storage;
using Xunit;
using static Conversations.ConversationFilter;

namespace Conversations.Testing;

/// <summary>Tests the filters of inboxes and of the list of all conversations.</summary>
/// <remarks>
/// The environment variable <c>CONVERSATIONS_FILTER_ENTRIES</c> sets the size of the inbox in the test of how many entries are read for
/// a page (1,100 by default).
/// </remarks>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class FilterSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private readonly string _mark = $"{Guid.NewGuid():N}";

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Unread_matches_unread_messages_and_marks_as_unread()
    {
        await FillAsync("read", "unread", "marked");
        await Conversations.MarkAsReadAsync(Id("read"), Alice);
        await Conversations.MarkAsReadAsync(Id("marked"), Alice);
        await Conversations.MarkAsUnreadAsync(Id("marked"), Alice);

        Assert.Equal("marked unread", await InboxAsync(Unread()));
        Assert.Equal("read", await InboxAsync(Unread(false)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Access_matches_the_access_of_the_user()
    {
        await FillAsync("read", "write");
        await Conversations.SetParticipantAsync(Id("read"), Alice, new() { Access = ParticipantAccess.Read });
        await Conversations.SetParticipantAsync(Id("write"), Bob, new() { Access = ParticipantAccess.Read });

        Assert.Equal("read", await InboxAsync(Access(ParticipantAccess.Read)));
        Assert.Equal("write", await InboxAsync(Access(ParticipantAccess.ReadWrite)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Subject_matches_ordinally()
    {
        await FillAsync("upper", "lower", "composed", "decomposed", "none");
        foreach (var (name, subject) in new[] { ("upper", "House é"), ("lower", "house é"), ("composed", "é"), ("decomposed", "e\u0301") })
            await Conversations.UpdateAsync(Id(name), new() { Subject = subject });

        await AssertAsync("upper", Subject(ValueMatch.EqualTo("House é")));
        await AssertAsync("composed", Subject(ValueMatch.EqualTo("é")));
        await AssertAsync("", Subject(ValueMatch.EqualTo("House é ")));
        await AssertAsync("composed decomposed lower none", Subject(ValueMatch.NotEqualTo("House é")));
        await AssertAsync("composed lower", Subject(ValueMatch.OneOf("house é", "é", "boat")));
        await AssertAsync("decomposed none upper", Subject(ValueMatch.NoneOf("house é", "é", "boat")));
        await AssertAsync("composed decomposed lower upper", Subject(ValueMatch.Exists));
        await AssertAsync("none", Subject(ValueMatch.Absent));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task OneOf_without_values_matches_nothing_and_NoneOf_without_values_matches_everything()
    {
        await FillAsync("with", "without");
        await Conversations.UpdateAsync(Id("with"), new() { Subject = "House" });

        await AssertAsync("", Subject(ValueMatch.OneOf()));
        await AssertAsync("with without", Subject(ValueMatch.NoneOf()));
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    [InlineData("purchase")]
    [InlineData("a.b")]
    [InlineData("a[0]")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("$type")]
    [InlineData("__proto__")]
    [InlineData("$.a")]
    [InlineData("%")]
    [InlineData("ünï 😀")]
    public async Task Custom_takes_the_key_literally(string key)
    {
        await FillAsync("one", "two", "empty", "none");

        // A store that takes the key for a JSON path or a pattern would find the keys and values of "none" instead.
        await Task.WhenAll(
            Conversations.UpdateAsync(Id("one"), new() { Custom = new() { [key] = "1'" } }),
            Conversations.UpdateAsync(Id("two"), new() { Custom = new() { [key] = "2" } }),
            Conversations.UpdateAsync(Id("empty"), new() { Custom = new() { [key] = "" } }),
            Conversations.UpdateAsync(Id("none"), new() { Custom = new() { ["a"] = """{"b":"1'","0":"1'"}""", ["b"] = "1'" } }));

        await AssertAsync("one", Custom(key, ValueMatch.EqualTo("1'")));
        await AssertAsync("empty", Custom(key, ValueMatch.EqualTo("")));
        await AssertAsync("empty none two", Custom(key, ValueMatch.NotEqualTo("1'")));
        await AssertAsync("one two", Custom(key, ValueMatch.OneOf("1'", "2", "3")));
        await AssertAsync("empty none", Custom(key, ValueMatch.NoneOf("1'", "2", "3")));
        await AssertAsync("empty one two", Custom(key, ValueMatch.Exists));
        await AssertAsync("none", Custom(key, ValueMatch.Absent));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Custom_matches_keys_and_values_ordinally()
    {
        await FillAsync("lower", "upper");
        await Conversations.UpdateAsync(Id("lower"), new() { Custom = new() { ["key"] = "value" } });
        await Conversations.UpdateAsync(Id("upper"), new() { Custom = new() { ["Key"] = "Value" } });

        await AssertAsync("lower", Custom("key", ValueMatch.Exists));
        await AssertAsync("upper", Custom("Key", ValueMatch.EqualTo("Value")));
        await AssertAsync("", Custom("Key", ValueMatch.EqualTo("value")));
        await AssertAsync("lower upper", Custom("KEY", ValueMatch.Absent));
        await AssertAsync("lower upper", Custom("", ValueMatch.Absent));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2, 4)]
    public async Task HasMessages_distinguishes_empty_conversations_from_others()
    {
        await FillAsync("full", "deleted");
        await Conversations.DeleteMessageAsync(Id("deleted"), (await GetAsync(Id("deleted"))).LastMessage!.Id);

        await AssertAsync("full", HasMessages());
        await AssertAsync("", HasMessages(false));
        await AssertAsync("full", [HasMessages()], includeEmpty: true);
        await AssertAsync("deleted", [HasMessages(false)], includeEmpty: true);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task LastActivity_includes_its_start_and_excludes_its_end()
    {
        var start = Clock.GetUtcNow();
        await FillAsync("a", "b", "c");
        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            await SendAsync(Id($"{"abc"[i]}"), Bob);
        }

        var (first, second, third) = (Whole(start.AddHours(1)), Whole(start.AddHours(2)), Whole(start.AddHours(3)));
        await AssertSpansAsync(LastActivity, first, second, third);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task LastActivity_does_not_match_if_there_never_was_a_message()
    {
        await CreateMarkedAsync("empty");
        await FillAsync("full");

        await AssertAsync("full", [LastActivity()], includeEmpty: true);
        await AssertAsync("full", [LastActivity(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)], includeEmpty: true);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Created_includes_its_start_and_excludes_its_end()
    {
        var times = new List<DateTimeOffset>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            Clock.Advance(TimeSpan.FromHours(1));
            times.Add((await CreateMarkedAsync(name)).CreatedAt);
        }

        Clock.Advance(TimeSpan.FromHours(1));
        foreach (var name in new[] { "a", "b", "c" })
            await SendAsync(Id(name), Bob);

        await AssertSpansAsync(Created, times[0], times[1], times[2]);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Joined_includes_its_start_and_excludes_its_end()
    {
        await FillAsync("a", "b", "c");
        var times = new List<DateTimeOffset>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            Clock.Advance(TimeSpan.FromHours(1));
            times.Add((await Conversations.SetParticipantAsync(Id(name), Carol)).JoinedAt);
        }

        Assert.Equal("b c", await InboxAsync(Carol, Joined(times[1])));
        Assert.Equal("c", await InboxAsync(Carol, Joined(times[1].AddTicks(1))));
        Assert.Equal("a", await InboxAsync(Carol, Joined(to: times[1])));
        Assert.Equal("a b", await InboxAsync(Carol, Joined(to: times[1].AddTicks(1))));
        Assert.Equal("b", await InboxAsync(Carol, Joined(times[1], times[2])));
        Assert.Equal("", await InboxAsync(Carol, Joined(times[1], times[1])));
        Assert.Equal("a b c", await InboxAsync(Carol, Joined()));
        Assert.Equal("", await InboxAsync(Alice, Joined(times[0])));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 4)]
    public async Task Time_zone_offsets_do_not_change_the_result()
    {
        var at = (await CreateMarkedAsync("a")).CreatedAt;
        await SendAsync(Id("a"), Bob);

        await AssertAsync("a", Created(at.ToOffset(TimeSpan.FromHours(9)), at.AddTicks(1).ToOffset(TimeSpan.FromHours(-9))));
        await AssertAsync("", Created(to: at.ToOffset(TimeSpan.FromHours(9))));
    }

    private async Task AssertSpansAsync(
        Func<DateTimeOffset?, DateTimeOffset?, ConversationFilter> filter, DateTimeOffset first, DateTimeOffset second, DateTimeOffset third)
    {
        await AssertAsync("a b c", filter(null, null));
        await AssertAsync("a b c", filter(first, null));
        await AssertAsync("b c", filter(first.AddTicks(1), null));
        await AssertAsync("b c", filter(second, null));
        await AssertAsync("a", filter(null, second));
        await AssertAsync("a b", filter(null, second.AddTicks(1)));
        await AssertAsync("b", filter(second, third));
        await AssertAsync("", filter(second, second));
        await AssertAsync("", filter(third, first));
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
