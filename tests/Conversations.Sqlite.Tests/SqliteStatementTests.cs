using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>Counts the statements of a call, without those that begin or end a transaction.</summary>
public sealed class SqliteStatementTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Microsoft.Extensions.DependencyInjection.ServiceProvider _provider = null!;

    private IConversations Conversations => _provider.Conversations();

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(_folder.File("conversations.db"));
        await Conversations.CreateRoomAsync();
        await Conversations.SendAsync(Room, Alice, "One");
        await Conversations.SendAsync(Room, Alice, "Two");
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Send_runs_four_statements() => (await CountAsync(() => Conversations.SendAsync(Room, Alice, "Hello"))).Should().Be(4);

    [Fact]
    public async Task Page_of_messages_takes_one_statement() => (await CountAsync(() => Conversations.ListMessagesAsync(Room).PageAsync(50))).Should().Be(1);

    [Fact]
    public async Task Finding_a_conversation_takes_one_statement() => (await CountAsync(() => Conversations.FindAsync(Room))).Should().Be(1);

    [Fact]
    public async Task Marking_takes_one_statement_and_two_if_nothing_changes()
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
    public async Task Page_of_an_inbox_takes_one_statement_and_at_most_two_with_a_filter(int size, bool isFiltered)
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
        })).Should().BeInRange(1, isFiltered ? 2 : 1);

        // The service adds one statement per page, which reads the names of the other participants.
        var query = isFiltered ? new ConversationQuery { Filters = [ConversationFilter.Custom("odd", ValueMatch.EqualTo("yes"))] } : null;
        (await CountAsync(() => Conversations.ListInboxAsync(Alice, query).PageAsync(size))).Should().BeInRange(2, isFiltered ? 3 : 2);
    }

    [Fact]
    public async Task Counting_what_is_unread_takes_one_statement() => (await CountAsync(() => _provider.Store().CountUnreadAsync(Bob))).Should().Be(1);

    [Fact]
    public async Task Deleting_a_message_takes_seven_statements_and_eleven_if_it_is_the_last_one()
    {
        var (first, last) = (await FindAsync(1), await FindAsync(2));

        // Two read the conversation and the message, and five write.
        (await CountAsync(() => _provider.Store().CommitAsync([Deleting(first)]))).Should().Be(7);

        // Two more find the messages before it, one writes them down, and one marks the participants who see no message any more.
        (await CountAsync(() => _provider.Store().CommitAsync([Deleting(last)]))).Should().Be(11);
    }

    [Fact]
    public async Task Imported_batch_writes_the_read_positions_once()
    {
        var count = await CountAsync(() => _provider.Store().CommitAsync([.. Enumerable.Range(0, 50).Select(Importing)]));

        // Three for each message, one that reads the conversation before them, and one for the read positions.
        count.Should().Be((50 * 3) + 2);
        (await Conversations.FindReadStateAsync(Room, Alice))!.UnreadCount.Should().Be(0);
        (await Conversations.FindReadStateAsync(Room, Bob))!.UnreadCount.Should().Be(52);
    }

    private static Commit Deleting(MessageId id) => new() { Change = new MessageDeleted { ConversationId = Room, MessageId = id, At = DateTimeOffset.UnixEpoch } };

    private static Commit Importing(int number) => new()
    {
        Change = new MessageSent { ConversationId = Room, MessageId = new($"imported-{number}"), At = DateTimeOffset.UnixEpoch },
        Message = new()
        {
            Id = new($"imported-{number}"),
            Text = "Old",
            Origin = MessageOrigin.Import,
            ImportedAt = DateTimeOffset.UnixEpoch.AddDays(number),
            Hash = ContentHash.Of("Old", CustomData.Empty, null),
        },
        Import = new(KeepsRead: true, HidesFromOthers: false),
    };

    private async Task<MessageId> FindAsync(long sequence) =>
        (await _provider.Store().ListMessagesAsync(new() { ConversationId = Room, From = sequence, Limit = 1 }))!.Single().Id;

    private async Task<long> CountAsync(Func<Task> call)
    {
        var before = _provider.Store().Statements;
        await call();
        return _provider.Store().Statements - before;
    }
}
