using Conversations.Storage;
using Conversations.Storage.InMemory;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

/// <summary>What moves in the middle of a page; a filter is called there, so each test moves something just then.</summary>
public sealed class InboxWalkTests : IAsyncDisposable
{
    private readonly InMemoryConversationStore _store = new();
    private readonly ManualClock _clock = new();
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
    public async Task What_moves_up_while_it_is_walked_to_does_not_take_the_next_page_back()
    {
        await FillAsync("d", "c", "b", "a");

        var first = await PageAsync(null, limit: 2, during: "b");
        var second = await PageAsync(first.Next, limit: 10);

        Ids(first).Should().Equal("a", "c");
        Ids(second).Should().Equal("d");
    }

    [Fact]
    public async Task What_is_left_while_it_is_walked_to_is_passed_over()
    {
        await FillAsync("d", "c", "b", "a");

        var page = await _store.ListInboxAsync(Window(null, 2) with
        {
            Filter = entry => entry.Conversation.Id.Value != "a" || Leave("b"),
        });

        Ids(page).Should().Equal("a", "c");
    }

    private bool Leave(string id)
    {
        var left = new ParticipantRemoved { ConversationId = new(id), At = _clock.GetUtcNow(), UserId = _alice };
        return _store.CommitAsync([new Commit { Change = left }]).IsCompletedSuccessfully;
    }

    private Task<InboxSlice> PageAsync(InboxPlace? after, int limit, string? during = null) => _store.ListInboxAsync(Window(after, limit) with
    {
        Filter = entry => during is null || entry.Conversation.Id.Value != "a" || Move(during),
    });

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
