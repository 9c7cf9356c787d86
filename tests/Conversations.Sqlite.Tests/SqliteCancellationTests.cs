using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteCancellationTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _provider = null!;

    private string Path => _folder.File("conversations.db");

    private IConversations Conversations => _provider.Conversations();

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(Path, options => (options.BusyTimeout, options.MaxReaders) = (TimeSpan.FromMinutes(10), 1));
        await Conversations.CreateRoomAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Call_with_a_cancelled_token_reads_and_writes_nothing_and_throws_through_its_task()
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
    public async Task Cancelled_write_is_not_stored_if_it_waits_and_says_that_it_may_be_stored_if_it_runs()
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
        using var blocked = new ManualResetEventSlim();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Task.Run(() => _provider.Store().Database.Readers.ReadAsync(
            _ =>
            {
                reading.SetResult();
                blocked.Wait();
                return true;
            },
            default));
        await reading.Task;

        var second = Conversations.FindAsync(Room, waiting.Token);
        await waiting.CancelAsync();

        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        blocked.Set();
        await first;
        (await Conversations.FindAsync(Room)).Should().NotBeNull();
    }

    [Fact]
    public async Task First_call_can_be_cancelled_while_it_waits_for_the_file_to_open()
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
    public async Task Token_that_is_cancelled_after_the_call_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        var sent = await Conversations.SendAsync(Room, Alice, "Hello", cancellationToken: source.Token);

        await source.CancelAsync();

        (await Conversations.FindMessageAsync(Room, sent.Message!.Id)).Should().Be(sent.Message);
    }
}
