using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests inboxes: which conversations they contain, their order, and the content of each entry.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class InboxSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private static readonly DateTimeOffset _past = new(2020, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConversationQuery _all = new() { IncludeEmpty = true };

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    public async Task The_inbox_of_a_user_without_conversations_is_empty()
    {
        var page = await Conversations.ListInboxAsync(Alice).PageAsync();

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
        Assert.Empty(await AllAsync(Conversations.As(Alice).ListInboxAsync(_all)));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    public async Task A_conversation_is_in_the_inbox_of_all_participants_once_it_has_a_message()
    {
        var id = await CreateAsync();
        Assert.Empty(await InboxAsync(Alice));

        await SendAsync(id, Bob);

        Assert.Equal([id], await InboxAsync(Alice));
        Assert.Equal([id], await InboxAsync(Bob));
        Assert.Empty(await InboxAsync(Carol));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    public async Task System_messages_and_imported_ones_count_as_messages()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());

        await Conversations.SendSystemMessageAsync(one, "system");
        await ImportAsync(other, _past);

        Assert.Equal([one, other], (await InboxAsync(Alice)).OrderBy(id => id == other));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    public async Task Welcome_messages_do_not_count_as_messages()
    {
        var id = NewId();
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)], WelcomeMessages = ["Welcome!"] });

        Assert.Empty(await InboxAsync(Alice));
        Assert.Equal([id], await InboxAsync(Alice, _all));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 2)]
    public async Task A_conversation_whose_only_message_was_deleted_leaves_the_inbox()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);

        await Conversations.DeleteMessageAsync(id, message.Id);
        Assert.Empty(await InboxAsync(Bob));
        Assert.Equal([id], await InboxAsync(Bob, _all));

        await SendAsync(id, Alice);
        Assert.Equal([id], await InboxAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1, 2)]
    public async Task Empty_conversations_are_listed_on_request_and_ordered_by_the_time_when_the_user_joined()
    {
        var ids = new List<ConversationId>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await CreateAsync());
            Clock.Advance(TimeSpan.FromSeconds(20));
        }

        await SendAsync(ids[1], Alice);
        await ImportAsync(ids[4], _past);
        var deleted = await SendAsync(ids[2], Alice);
        await Conversations.DeleteMessageAsync(ids[2], deleted.Id);

        Assert.Equal([ids[1], ids[4]], await InboxAsync(Bob));
        Assert.Equal([.. new[] { ids[1], ids[2] }.Order(), ids[5], ids[4], ids[3], ids[0]], await InboxAsync(Bob, _all));
        Assert.Equal(0, Assert.Single(await EntriesAsync(Bob, _all), entry => entry.Conversation.Id == ids[2]).Conversation.MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task A_deleted_conversation_leaves_every_inbox()
    {
        var id = await CreateWithMessageAsync();
        var empty = await CreateAsync();

        await Conversations.DeleteAsync(id);
        await Conversations.DeleteAsync(empty);

        Assert.Empty(await InboxAsync(Alice, _all));
        Assert.Empty(await InboxAsync(Bob, _all));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task A_recreated_conversation_is_listed_only_by_its_new_participants_and_messages()
    {
        var (id, other) = (await CreateAsync(Alice, Bob, Carol), await CreateAsync());
        await ImportAsync(id, Clock.GetUtcNow().AddHours(20));
        await SendAsync(other, Alice);
        await Conversations.DeleteAsync(id);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] });
        Assert.Equal([other], await InboxAsync(Bob));

        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(other, Alice);
        Assert.Equal([other, id], await InboxAsync(Bob));
        Assert.Empty(await InboxAsync(Carol, _all));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_removed_participant_does_not_see_the_conversation_until_they_are_added_again()
    {
        var id = await CreateWithMessageAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        Assert.Empty(await InboxAsync(Bob, _all));
        Assert.Equal([id], await InboxAsync(Alice));

        await Conversations.SetParticipantAsync(id, Bob);
        Assert.Equal([id], await InboxAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    [Rule(nameof(IInboxStore.FindEntryAsync), 1)]
    public async Task An_entry_contains_everything_that_a_list_displays()
    {
        var id = await CreateWithMessageAsync();
        await Conversations.UpdateAsync(id, new() { Subject = "House", PhotoUrl = "https://example.com/a.png", Custom = new() { ["a"] = "1" } });
        var last = await SendAsync(id, Alice, "the last");
        await Conversations.AddReactionAsync(id, last.Id, Bob, "👍");
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.MentionsOnly });

        var entry = Assert.Single(await EntriesAsync(Bob));

        Assert.Equal(await Conversations.As(Bob).FindAsync(id), entry.Conversation);
        Assert.Equal(await GetParticipantAsync(id, Bob), entry.Participant);
        Assert.Equal((last.Id, "the last"), (entry.LastMessage?.Id, entry.LastMessage?.Text));
        Assert.Equal([new("👍", 1, ByViewer: true)], entry.LastMessage?.Reactions);
        Assert.Equal((2, true, ParticipantAccess.Read, NotifySetting.MentionsOnly), (entry.UnreadCount, entry.IsUnread, entry.Access, entry.Notify));
        Assert.Equal(("House", "https://example.com/a.png", false), (entry.View.Title, entry.View.PhotoUrl, entry.View.ShowsSenderNames));
        Assert.Equal(last.CreatedAt, entry.ActiveAt);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Reactions_of_an_entry_show_whether_its_viewer_reacted()
    {
        var id = await CreateAsync();
        var last = await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, last.Id, Bob, "👍");

        Assert.False(Assert.Single(Assert.Single(await EntriesAsync(Alice)).LastMessage!.Reactions).ByViewer);
        Assert.True(Assert.Single(Assert.Single(await EntriesAsync(Bob)).LastMessage!.Reactions).ByViewer);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    public async Task The_last_message_of_an_entry_is_the_last_that_is_not_deleted()
    {
        var id = await CreateAsync();
        var first = await SendAsync(id, Alice);
        var second = await SendAsync(id, Alice);
        await Conversations.EditMessageAsync(id, first.Id, new() { Text = "edited" });

        await Conversations.DeleteMessageAsync(id, second.Id);

        Assert.Equal("edited", Assert.Single(await EntriesAsync(Bob)).LastMessage?.Text);
    }

    [Fact]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), 1)]
    [Rule(nameof(IReadStateStore.MarkAsUnreadAsync), 1)]
    public async Task An_entry_shows_unread_messages_and_marks_as_unread()
    {
        var id = await CreateWithMessageAsync();
        var second = await SendAsync(id, Alice);
        Assert.Equal((2, true), await UnreadAsync(Bob));
        Assert.Equal((0, false), await UnreadAsync(Alice));

        await Conversations.DeleteMessageAsync(id, second.Id);
        Assert.Equal((1, true), await UnreadAsync(Bob));

        await Conversations.MarkAsReadAsync(id, Bob);
        Assert.Equal((0, false), await UnreadAsync(Bob));

        await Conversations.MarkAsUnreadAsync(id, Bob);
        Assert.Equal((0, true), await UnreadAsync(Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Title_is_the_subject_if_there_is_one()
    {
        var id = await CreateAsync(Users("a", "b", "c", "d", "e"));
        await Conversations.UpdateAsync(id, new() { Subject = "House" });
        await SendAsync(id, User("a"));

        Assert.Equal("House", await TitleAsync(User("a")));
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    [InlineData(1, "a", false)]
    [InlineData(2, "b", false)]
    [InlineData(3, "b, c", true)]
    [InlineData(4, "b, c, d", true)]
    [InlineData(5, "b, c, d and 1 more", true)]
    [InlineData(8, "b, c, d and 4 more", true)]
    public async Task Title_without_a_subject_names_the_first_three_others(int participants, string title, bool showsSenderNames)
    {
        var id = await CreateAsync(Users([.. "abcdefgh".Take(participants).Select(name => $"{name}")]));
        await SendAsync(id, User("a"));

        var view = Assert.Single(await EntriesAsync(User("a"))).View;

        Assert.Equal((Named(title), showsSenderNames), (view.Title, view.ShowsSenderNames));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    public async Task Title_names_the_others_in_the_order_of_joining_and_then_of_ids()
    {
        var id = await CreateAsync(User("z"), User("me"));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.UpdateAsync(id, Adding(User("😀"), User("～"), User("a")));
        await SendAsync(id, User("me"));
        Assert.Equal(Named("z, a, ～ and 1 more"), await TitleAsync(User("me")));
        Assert.Equal(Named("me, a, ～ and 1 more"), await TitleAsync(User("z")));
        Assert.Equal(Named("me, z, a and 1 more"), await TitleAsync(User("😀")));

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.RemoveParticipantAsync(id, User("z"));
        await Conversations.SetParticipantAsync(id, User("z"));
        Assert.Equal(Named("a, ～, 😀 and 1 more"), await TitleAsync(User("me")));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Last_message_of_a_group_has_the_name_of_its_sender_even_for_the_sender_and_after_they_left()
    {
        var id = await CreateAsync(Users("a", "b", "c", "d", "e", "f"));
        await Conversations.SetUserAsync(User("f"), new() { Name = "Fay" });
        await SendAsync(id, User("f"));
        Assert.Equal(("Fay", "Fay"), (await LastSenderAsync("a"), await LastSenderAsync("f")));

        await Conversations.RemoveParticipantAsync(id, User("f"));
        Assert.Equal("Fay", await LastSenderAsync("a"));

        await SendAsync(id, User("e"));
        Assert.Equal(Named("e"), await LastSenderAsync("a"));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_system_message_and_a_message_in_a_1_on_1_have_no_sender_name()
    {
        var id = await CreateAsync(Users("a", "b", "c"));
        await SendAsync(id, User("b"));
        await Conversations.SendSystemMessageAsync(id, "system");
        Assert.Null(await LastSenderAsync("a"));

        await SendAsync(id, User("b"));
        Assert.Equal(Named("b"), await LastSenderAsync("a"));

        await Conversations.RemoveParticipantAsync(id, User("c"));
        Assert.Null(await LastSenderAsync("a"));
    }

    private static ConversationPatch Adding(params UserId[] users) =>
        new() { Participants = users.ToDictionary(user => user, _ => (ParticipantPatch?)null) };

    private readonly string _tag = $"-{Guid.NewGuid():N}";

    private UserId User(string name) => new(name + _tag);

    private UserId[] Users(params string[] names) => [.. names.Select(User)];

    /// <summary>
    /// Returns a title in which each short name is replaced by the id of this test's user. The part after " and " is not a
    /// name.
    /// </summary>
    private string Named(string title) =>
        string.Join(" and ", title.Split(" and ").Select((part, i) => i > 0 ? part : string.Join(", ", part.Split(", ").Select(name => name + _tag))));

    private async Task<string> TitleAsync(UserId viewer) => Assert.Single(await EntriesAsync(viewer)).View.Title;

    private async Task<string?> LastSenderAsync(string viewer) => Assert.Single(await EntriesAsync(User(viewer))).View.LastSenderName;

    private async Task<(long, bool)> UnreadAsync(UserId user)
    {
        var entry = Assert.Single(await EntriesAsync(user));
        return (entry.UnreadCount, entry.IsUnread);
    }

    private Task<List<InboxEntry>> EntriesAsync(UserId user, ConversationQuery? query = null) => AllAsync(Conversations.As(user).ListInboxAsync(query));

    private async Task<List<ConversationId>> InboxAsync(UserId user, ConversationQuery? query = null) =>
        [.. (await EntriesAsync(user, query)).Select(entry => entry.Conversation.Id)];

    private async Task<ConversationId> CreateWithMessageAsync(params UserId[] users)
    {
        var id = await CreateAsync(users);
        await SendAsync(id, users.Length == 0 ? Alice : users[0]);
        return id;
    }

    private Task<ImportProgress> ImportAsync(ConversationId id, DateTimeOffset at) => Conversations.ImportAsync(
        id, new ImportedMessage[] { new() { Id = NewMessageId(), SenderId = Alice, Text = "imported", CreatedAt = at } }.ToAsyncEnumerable());
}
