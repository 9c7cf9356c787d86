using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Tests.Storage;

/// <summary>
/// Tests conversations that change while a page is read. The filter is called during the page, so each test makes its
/// change there.
/// </summary>
public sealed class InboxWalkTests : IAsyncDisposable
{
    private readonly InMemoryConversationStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _provider;
    private readonly UserId _alice = new("alice");

    public InboxWalkTests()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddConversations().UseStore(nameof(ConversationsBuilderExtensions.UseInMemory), _ => _store);
        _provider = services.BuildServiceProvider();
    }

    private IConversations Conversations => _provider.GetRequiredService<IConversations>();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Conversation_that_moves_up_during_a_first_page_is_listed_where_it_is_and_does_not_move_the_next_page_back()
    {
        await FillAsync("d", "c", "b", "a");

        var first = await PageAsync(null, limit: 2, during: "b");
        var second = await PageAsync(first.Next, limit: 10);

        Ids(first).Should().Equal("b", "a");
        Ids(second).Should().Equal("c", "d");
        first.Entries.Should().BeInDescendingOrder(entry => entry.Place.ActiveAt);
    }

    [Fact]
    public async Task Conversation_that_moves_up_during_a_later_page_is_left_out_of_it()
    {
        await FillAsync("d", "c", "b", "a");
        var first = await PageAsync(null, limit: 1);

        var second = await _store.ListInboxAsync(Window(first.Next, 10).With(one => one.Filter, entry => entry.Conversation.Id.Value != "b" || Move("d")));

        Ids(second).Should().Equal("b", "c");
        second.Next.Should().BeNull();
    }

    [Fact]
    public async Task No_conversation_of_a_long_inbox_is_missing_from_a_page_during_which_it_moves_up()
    {
        string[] ids = [.. Enumerable.Range(0, 600).Select(i => $"room-{i}")];
        await FillAsync(ids);
        var moved = false;

        var page = await _store.ListInboxAsync(Window(null, 1_000).With(one => one.Filter, _ => moved || (moved = Move("room-0"))));

        Ids(page).Order().Should().Equal(ids.Order());
        Ids(page).First().Should().Be("room-0");
        page.Entries.Should().BeInDescendingOrder(entry => entry.Place.ActiveAt);
        page.Next.Should().BeNull();
    }

    [Fact]
    public async Task Conversation_that_loses_its_only_message_during_a_page_is_skipped()
    {
        await FillAsync("d", "c", "b", "a");
        var only = (await Conversations.FindAsync(new("b")))!.LastMessage!.Id;

        var page = await _store.ListInboxAsync(Window(null, 2).With(
            one => one.Filter, entry => entry.Conversation.Id.Value != "a" || Conversations.DeleteMessageAsync(new("b"), only).IsCompletedSuccessfully));

        Ids(page).Should().Equal("a", "c");
    }

    [Fact]
    public async Task Token_that_is_cancelled_during_a_page_ends_the_page()
    {
        await FillAsync("c", "b", "a");
        using var stop = new CancellationTokenSource();
        var asked = 0;
        var window = Window(null, 10).With(one => one.Filter, _ =>
        {
            asked++;
            stop.Cancel();
            return true;
        });

        var list = () => _store.ListInboxAsync(window, stop.Token);

        (await list.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(stop.Token);
        asked.Should().Be(1);
    }

    [Fact]
    public async Task Conversation_that_the_user_leaves_during_a_page_is_skipped()
    {
        await FillAsync("d", "c", "b", "a");

        var page = await _store.ListInboxAsync(Window(null, 2).With(one => one.Filter, entry => entry.Conversation.Id.Value != "a" || Leave("b")));

        Ids(page).Should().Equal("a", "c");
    }

    private bool Leave(string id)
    {
        var left = new ParticipantRemoved { ConversationId = new(id), At = _clock.GetUtcNow(), UserId = _alice };
        return _store.CommitAsync([new Commit { Change = left }]).IsCompletedSuccessfully;
    }

    private Task<InboxSlice> PageAsync(InboxPlace? after, int limit, string? during = null) => _store.ListInboxAsync(
        Window(after, limit).With(one => one.Filter, entry => during is null || entry.Conversation.Id.Value != "a" || Move(during)));

    private bool Move(string id)
    {
        _clock.Advance(TimeSpan.FromMinutes(2));
        return Conversations.SendSystemMessageAsync(new(id), "up").IsCompletedSuccessfully;
    }

    private InboxWindow Window(InboxPlace? after, int limit) => new() { UserId = _alice, After = after, Limit = limit };

    private async Task FillAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await Conversations.CreateIfNotExistsAsync(new(id), new() { Participants = [new(_alice), new(new("bob"))] });
            await Conversations.SendSystemMessageAsync(new(id), "hello");
            _clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private static IEnumerable<string> Ids(InboxSlice slice) => slice.Entries.Select(entry => entry.Conversation.Id.Value);
}
