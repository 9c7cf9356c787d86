using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteCancellationTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _provider = null!;

    private string Path => _folder.File("conversations.db");

    private IConversations Conversations => _provider.Conversations();

    public async Task InitializeAsync()
    {
        _provider = Provide(Path, options => (options.BusyTimeout, options.Readers) = (TimeSpan.FromMinutes(10), 1));
        await Conversations.CreateRoomAsync();
    }

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Token_that_was_cancelled_before_lets_nothing_be_read_or_written_or_thrown_at_once()
    {
        var cancelled = new CancellationToken(canceled: true);
        var store = _provider.Store();
        var before = store.Statements;

        Task[] calls =
        [
            store.TrySetUserAsync(new() { Id = Alice, Name = "Alice" }, 0, cancelled),
            store.RemoveUserAsync(Alice, cancelled),
            store.MarkAsReadAsync(Room, Alice, 1, cancelled),
            store.MarkAsUnreadAsync(Room, Alice, cancelled),
            store.PurgeAsync(Room, cancelled),
            store.EndErasureAsync(Alice, cancelled),
            store.FindConversationAsync(Room, null, cancelled),
            store.ListInboxAsync(new() { UserId = Alice, Limit = 1 }, cancelled),
            Conversations.SendAsync(Room, Alice, "No", cancellationToken: cancelled),
        ];

        foreach (var call in calls)
            await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        store.Statements.Should().Be(before);
        (await Conversations.ReadAllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Write_that_waits_is_not_done_when_it_is_cancelled_and_one_under_way_is_said_to_be_unknown()
    {
        using var underWay = new CancellationTokenSource();
        using var waiting = new CancellationTokenSource();
        using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");
        await using var gate = await WriterGate.CloseAsync(_provider.Store());
        var first = Conversations.SendAsync(Room, Alice, "One", new MessageId("one"), underWay.Token);
        gate.Open();
        await gate.Taken;
        var second = Conversations.SendAsync(Room, Alice, "Two", new MessageId("two"), waiting.Token);

        await waiting.CancelAsync();
        await underWay.CancelAsync();

        (await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>()).Which.Message.Should().NotContain("may have been stored");
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>().WithMessage("*may have been stored*");
        other.Run("ROLLBACK");
        await Conversations.SendAsync(Room, Alice, "Three", new MessageId("three"));
        (await Conversations.ReadAllAsync()).Select(message => message.Id.Value).Should().BeEquivalentTo("one", "three");
        (await Conversations.SendAsync(Room, Alice, "One", new MessageId("one"))).Created.Should().BeFalse();
    }

    [Fact]
    public async Task Read_that_waits_for_a_connection_can_be_cancelled()
    {
        using var waiting = new CancellationTokenSource();
        using var held = new ManualResetEventSlim();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _provider.Store().Database.Readers.ReadAsync(
            _ =>
            {
                reading.SetResult();
                held.Wait();
                return true;
            },
            default);
        await reading.Task;

        var second = Conversations.FindAsync(Room, waiting.Token);
        await waiting.CancelAsync();

        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        held.Set();
        await first;
        (await Conversations.FindAsync(Room)).Should().NotBeNull();
    }

    [Fact]
    public async Task First_call_that_waits_for_the_file_to_be_opened_can_be_cancelled()
    {
        var path = _folder.File("new.db");
        using var other = RawFile.Open(path);
        other.Run("BEGIN EXCLUSIVE");
        await using var provider = Provide(path, options => options.BusyTimeout = TimeSpan.FromMinutes(10));
        using var waiting = new CancellationTokenSource();

        var read = provider.Conversations().FindAsync(Room, waiting.Token);
        await waiting.CancelAsync();

        await FluentActions.Awaiting(() => read).Should().ThrowAsync<OperationCanceledException>();
        other.Run("ROLLBACK");
        (await provider.Conversations().FindAsync(Room)).Should().BeNull();
    }

    [Fact]
    public async Task Token_that_is_cancelled_afterwards_alters_nothing()
    {
        using var source = new CancellationTokenSource();
        var sent = await Conversations.SendAsync(Room, Alice, "Hello", cancellationToken: source.Token);

        await source.CancelAsync();

        (await Conversations.FindMessageAsync(Room, sent.Message!.Id)).Should().Be(sent.Message);
    }
}
