using Conversations.Storage;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>How many statements a call costs; the frame of a transaction not counted.</summary>
public sealed class SqliteStatementTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Microsoft.Extensions.DependencyInjection.ServiceProvider _provider = null!;

    private IConversations Conversations => _provider.Conversations();

    public async Task InitializeAsync()
    {
        _provider = Provide(_folder.File("conversations.db"));
        await Conversations.CreateRoomAsync();
        await Conversations.SendAsync(Room, Alice, "One");
        await Conversations.SendAsync(Room, Alice, "Two");
    }

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Send_costs_four() => (await CountAsync(() => Conversations.SendAsync(Room, Alice, "Hello"))).Should().Be(4);

    [Fact]
    public async Task Page_of_messages_costs_one() => (await CountAsync(() => Conversations.ListMessagesAsync(Room).PageAsync(50))).Should().Be(1);

    [Fact]
    public async Task Finding_a_conversation_costs_one() => (await CountAsync(() => Conversations.FindAsync(Room))).Should().Be(1);

    [Fact]
    public async Task Marking_as_read_costs_one_and_two_where_all_was_read_already()
    {
        (await CountAsync(() => Conversations.MarkAsReadAsync(Room, Bob))).Should().Be(1);
        (await CountAsync(() => Conversations.MarkAsReadAsync(Room, Bob))).Should().Be(2);
        (await CountAsync(() => Conversations.MarkAsUnreadAsync(Room, Bob))).Should().Be(1);
        (await CountAsync(() => Conversations.MarkAsUnreadAsync(Room, Bob))).Should().Be(2);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(20, false)]
    [InlineData(100, false)]
    [InlineData(1, true)]
    [InlineData(20, true)]
    [InlineData(100, true)]
    public async Task Page_of_an_inbox_costs_two_and_three_with_a_filter(int size, bool isFiltered)
    {
        for (var i = 0; i < 110; i++)
        {
            var id = new ConversationId($"room-{i}");
            await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)], Custom = new() { ["odd"] = i % 2 == 0 ? "no" : "yes" } });
            await Conversations.SendAsync(id, Alice, "Hello");
        }

        var window = new InboxWindow
        {
            UserId = Alice,
            Limit = size,
            Filter = isFiltered ? entry => entry.Conversation.Custom.GetValueOrDefault("odd") == "yes" : null,
        };

        (await CountAsync(async () =>
        {
            var slice = await _provider.Store().ListInboxAsync(window);
            slice.Entries.Should().HaveCount(Math.Min(size, isFiltered ? 55 : 100));
        })).Should().BeInRange(2, isFiltered ? 3 : 2);

        // The service looks up the names of the others, once for the page.
        var query = isFiltered ? new ConversationQuery { Filters = [ConversationFilter.Custom("odd", ValueMatch.EqualTo("yes"))] } : null;
        (await CountAsync(() => Conversations.ListInboxAsync(Alice, query).PageAsync(size))).Should().BeInRange(3, isFiltered ? 4 : 3);
    }

    private async Task<long> CountAsync(Func<Task> call)
    {
        var before = _provider.Store().Statements;
        await call();
        return _provider.Store().Statements - before;
    }
}
