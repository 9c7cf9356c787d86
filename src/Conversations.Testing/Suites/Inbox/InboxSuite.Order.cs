using Conversations.Storage;

namespace Conversations.Testing;

/// <content>The order of an inbox, even if messages arrive faster than a store moves its index.</content>
public abstract partial class InboxSuite
{
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task The_most_recently_active_conversation_comes_first()
    {
        var (a, b, c) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        foreach (var id in new[] { b, c, a })
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await SendAsync(id, Alice);
        }

        Assert.Equal([a, c, b], await InboxAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    [Rule(nameof(IConversationStore), 2)]
    public async Task Conversations_active_at_the_same_time_are_ordered_by_id_in_the_order_of_code_points()
    {
        string[] names = ["😀", "～", "é", "a", "A", "10", "9", "ß"];
        foreach (var name in names)
        {
            var id = new ConversationId(name + _tag);
            await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });
            await SendAsync(id, Alice);
        }

        string[] expected = ["10", "9", "A", "a", "ß", "é", "～", "😀"];
        Assert.Equal(expected, (await InboxAsync(Alice)).Select(id => id.Value[..^_tag.Length]));
        foreach (var size in new[] { 1, 2, 3, 7 })
            Assert.Equal(expected, (await Pages.AllAsync(Conversations.ListInboxAsync(Alice), size)).Select(entry => entry.Conversation.Id.Value[..^_tag.Length]));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task Deleting_messages_moves_no_conversation()
    {
        var (a, b) = (await CreateWithMessageAsync(), await CreateAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(b, Alice);
        Clock.Advance(TimeSpan.FromMinutes(5));
        var last = await SendAsync(a, Alice);

        await Conversations.DeleteMessageAsync(a, last.Id);

        Assert.Equal([a, b], await InboxAsync(Bob));
        Assert.Equal(last.CreatedAt, (await EntriesAsync(Bob))[0].ActiveAt);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task Changes_other_than_messages_move_no_conversation()
    {
        var (a, b) = (await CreateAsync(), await CreateAsync());
        var message = await SendAsync(a, Alice);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(b, Alice);
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Conversations.UpdateAsync(a, new() { Subject = "House" });
        await Conversations.EditMessageAsync(a, message.Id, new() { Text = "edited" });
        await Conversations.AddReactionAsync(a, message.Id, Bob, "👍");
        await Conversations.SetParticipantAsync(a, Bob, new() { Access = ParticipantAccess.Read });
        await Conversations.SetParticipantAsync(a, Carol);
        await Conversations.MarkAsReadAsync(a, Bob);
        await Conversations.MarkAsUnreadAsync(a, Bob);

        Assert.Equal([b, a], await InboxAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task An_import_with_an_old_time_does_not_move_the_conversation_and_one_with_a_newer_time_does()
    {
        var (a, b) = (await CreateWithMessageAsync(), await CreateAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(b, Alice);

        await ImportAsync(a, _past);
        await ImportAsync(a, Clock.GetUtcNow().AddMinutes(-1));
        Assert.Equal([b, a], await InboxAsync(Bob));

        await ImportAsync(a, Clock.GetUtcNow().AddHours(23));
        Assert.Equal([a, b], await InboxAsync(Bob));

        Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(b, Alice);
        Assert.Equal([a, b], await InboxAsync(Bob));

        Clock.Advance(TimeSpan.FromHours(23));
        await SendAsync(b, Alice);
        Assert.Equal([b, a], await InboxAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task A_conversation_with_only_old_messages_is_ordered_by_the_time_when_the_user_joined()
    {
        var (a, b) = (await CreateWithMessageAsync(), await CreateAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        var c = await CreateAsync();
        await ImportAsync(b, _past);
        await ImportAsync(c, _past);

        Assert.Equal([c, .. new[] { a, b }.Order()], await InboxAsync(Bob));
        Assert.Equal((await GetParticipantAsync(c, Bob)).JoinedAt, (await EntriesAsync(Bob))[0].ActiveAt);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task A_conversation_is_on_top_for_a_user_who_just_joined_and_not_for_others()
    {
        var (a, b) = (await CreateWithMessageAsync(Alice), await CreateAsync(Alice, Carol));
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(b, Alice);
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Conversations.SetParticipantAsync(a, Carol);

        Assert.Equal([a, b], await InboxAsync(Carol));
        Assert.Equal([b, a], await InboxAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task Rejoining_counts_as_joining()
    {
        var (a, b) = (await CreateWithMessageAsync(), await CreateAsync());
        await Conversations.RemoveParticipantAsync(a, Bob);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(b, Alice);
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Conversations.SetParticipantAsync(a, Bob);

        Assert.Equal([a, b], await InboxAsync(Bob));
        Assert.Equal([b, a], await InboxAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task A_clock_that_goes_back_moves_no_conversation_down()
    {
        var (a, b) = (await CreateAsync(), await CreateWithMessageAsync());
        Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(a, Alice);

        Clock.Shift(TimeSpan.FromHours(-2));
        await SendAsync(a, Alice);
        Assert.Equal([a, b], await InboxAsync(Bob));

        Clock.Advance(TimeSpan.FromMinutes(90));
        await SendAsync(b, Alice);
        Assert.Equal([a, b], await InboxAsync(Bob));
        await AssertInboxesAsync([a, b], Alice, Bob);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task A_conversation_joined_by_a_clock_that_is_behind_is_ordered_by_its_last_activity()
    {
        var (a, b) = (await CreateAsync(Alice), await CreateWithMessageAsync(Alice, Carol));
        Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(a, Alice);
        Clock.Advance(TimeSpan.FromSeconds(50));
        await SendAsync(a, Alice);

        Clock.Shift(TimeSpan.FromMinutes(-40));
        await Conversations.SetParticipantAsync(a, Carol);
        await SendAsync(b, Alice);
        Assert.Equal([a, b], await InboxAsync(Carol));

        Clock.Advance(TimeSpan.FromMinutes(41));
        await SendAsync(b, Alice);
        Assert.Equal([b, a], await InboxAsync(Carol));
        await AssertInboxesAsync([a, b], Alice, Carol);
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task A_conversation_joined_by_a_clock_that_is_ahead_stays_on_top_for_that_user()
    {
        var (a, b) = (await CreateWithMessageAsync(Alice), await CreateWithMessageAsync(Alice, Carol));
        Clock.Advance(TimeSpan.FromHours(1));
        await Conversations.SetParticipantAsync(a, Carol);
        Clock.Shift(TimeSpan.FromMinutes(-30));

        await SendAsync(a, Alice);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(b, Alice);

        Assert.Equal([a, b], await InboxAsync(Carol));
        Assert.Equal([b, a], await InboxAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task Order_is_exact_if_all_messages_are_within_one_minute()
    {
        var ids = new List<ConversationId>();
        for (var i = 0; i < 25; i++)
            ids.Add(await CreateWithMessageAsync());

        Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var id in ids)
        {
            await SendAsync(id, Alice);
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        // All later messages are within a minute of those, so a store need not have moved its index for any of them.
        int[] order = [.. Enumerable.Range(0, ids.Count).OrderBy(i => i * 7 % ids.Count)];
        foreach (var i in order)
        {
            await SendAsync(ids[i], Bob);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        List<ConversationId> expected = [.. order.Reverse().Select(i => ids[i])];
        Assert.Equal(expected, await InboxAsync(Alice));
        foreach (var size in new[] { 1, 4, 24, 25 })
            Assert.Equal(expected, (await Pages.AllAsync(Conversations.ListInboxAsync(Alice), size)).Select(entry => entry.Conversation.Id));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task Order_is_exact_for_times_about_one_minute_apart()
    {
        var ids = new List<ConversationId>();
        foreach (var later in new[] { 59_999, 60_000, 60_001, 61_000, 120_001, 1 })
        {
            var id = await CreateWithMessageAsync();
            Clock.Advance(TimeSpan.FromMilliseconds(later));
            await SendAsync(id, Alice);
            ids.Add(id);
            Clock.Shift(TimeSpan.FromMilliseconds(-later));
        }

        await AssertInboxesAsync(ids, Alice, Bob);
        Assert.Equal([ids[4], ids[3], ids[2], ids[1], ids[0], ids[5]], await InboxAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task Order_is_exact_if_messages_of_many_conversations_alternate()
    {
        var random = new Random(7);
        var ids = new List<ConversationId>();
        for (var i = 0; i < 40; i++)
            ids.Add(await CreateAsync(i % 3 == 0 ? [Alice, Bob, Carol] : [Alice, Bob]));

        for (var i = 0; i < 300; i++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(random.Next(12_000)));
            await SendAsync(ids[random.Next(ids.Count)], Alice);
        }

        await AssertInboxesAsync(ids, Alice, Bob, Carol);
    }

    /// <summary>Compares inboxes, including the complete entries, with the expected ones.</summary>
    private async Task AssertInboxesAsync(List<ConversationId> ids, params UserId[] users)
    {
        var oracle = new InboxOracle(Store, ids);
        foreach (var user in users)
        {
            Assert.Equal(await oracle.ListAsync(user), (await EntriesAsync(user)).Select(InboxOracle.TextOf));
            Assert.Equal(
                await oracle.ListAsync(user, includeEmpty: true),
                (await Pages.AllAsync(Conversations.ListInboxAsync(user, _all), new Random(1))).Select(InboxOracle.TextOf));
        }
    }
}
