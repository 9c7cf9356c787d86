using Conversations.Decisions;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// A write waits for a locked file until its own busy timeout has passed, whatever it waited for. The clock is that of the test; SQLite
/// waits in real time for what is left.
/// </summary>
public sealed class SqliteDeadlineTests : IAsyncDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SqliteConversationStore _store;
    private readonly List<int> _waits = [];

    public SqliteDeadlineTests()
    {
        _store = TestStores.OpenAlone(Path, options: new() { BusyTimeout = _timeout }, time: _time);
        _store.Database.Writer.Begins += _waits.Add;
    }

    private string Path => _folder.File("conversations.db");

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_that_waited_in_the_queue_waits_only_for_the_rest_and_does_not_shorten_the_wait_of_others()
    {
        await using var gate = await WriterGate.CloseAsync(_store);
        using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");
        var first = WriteAsync();
        _time.Advance(_timeout - TimeSpan.FromMilliseconds(20));
        var second = WriteAsync();
        gate.Open();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<StorageException>().WithMessage("*locked for longer than the busy timeout*");
        second.IsCompleted.Should().BeFalse();
        other.Run("ROLLBACK");

        (await second).Should().Be(2);
        _waits.Should().Equal(20, (int)_timeout.TotalMilliseconds);
        gate.Batches.Should().Equal([2]);
    }

    [Fact]
    public async Task Commit_whose_call_waited_for_others_waits_only_for_the_rest()
    {
        await using var gate = await WriterGate.CloseAsync(_store);
        using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");
        var second = WriteAsync();
        var first = _store.CommitAsync([Deleting(_timeout - TimeSpan.FromMilliseconds(20))]);
        var late = _store.CommitAsync([Deleting(_timeout * 2)]);
        gate.Open();

        (await late).Should().ContainSingle().Which.Should().BeOfType<CommitOutcome.Failed>();
        (await first).Should().ContainSingle().Which.Should().BeOfType<CommitOutcome.Failed>();
        second.IsCompleted.Should().BeFalse();
        other.Run("ROLLBACK");

        (await second).Should().Be(2);
        _waits.Should().Equal(0, 20, (int)_timeout.TotalMilliseconds);
        gate.Batches.Should().Equal([3]);

        static Commit Deleting(TimeSpan waited) =>
            new() { Change = new ConversationDeleted { ConversationId = TestStores.Room, At = DateTimeOffset.UnixEpoch }, Waited = waited };
    }

    [Fact]
    public async Task Write_that_was_refused_is_not_run_when_its_batch_is_tried_again_one_by_one()
    {
        await using var gate = await WriterGate.CloseAsync(_store);
        using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");
        var ran = 0;
        var refused = _store.Database.Writer.WriteAsync(_ => ++ran, null, CancellationToken.None);
        _time.Advance(_timeout);
        var failing = _store.Database.Writer.WriteAsync<int>(_ => throw new StorageException("Fails"), null, CancellationToken.None);
        gate.Open();
        await FluentActions.Awaiting(() => refused).Should().ThrowAsync<StorageException>();
        other.Run("ROLLBACK");

        await FluentActions.Awaiting(() => failing).Should().ThrowAsync<StorageException>().WithMessage("Fails");

        (await WriteAsync()).Should().Be(2);
        ran.Should().Be(0);
    }

    [Fact]
    public async Task Write_that_waited_for_too_long_in_the_queue_succeeds_if_the_file_is_not_locked()
    {
        await using var gate = await WriterGate.CloseAsync(_store);
        var write = WriteAsync();
        _time.Advance(_timeout * 2);
        gate.Open();

        (await write).Should().Be(2);

        _waits.Should().Equal(0);
    }

    [Fact]
    public async Task Call_that_joins_an_earlier_attempt_to_open_the_file_waits_for_as_long_as_its_own_timeout()
    {
        using var other = RawFile.Open(Path);
        other.Run("BEGIN EXCLUSIVE");
        var first = _store.Database.Writer.OpenAsync(new(_time, _time.GetTimestamp(), TimeSpan.FromMilliseconds(20)));
        var second = _store.Database.Writer.OpenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(20));

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<StorageException>().WithMessage("*locked*");
        second.IsCompleted.Should().BeFalse();
        other.Run("ROLLBACK");

        await second;
    }

    private Task<int> WriteAsync() => _store.Database.Writer.WriteAsync(
        session => session.Run("INSERT OR REPLACE INTO users (id, profile, version) VALUES ('a', '{}', 1), ('b', '{}', 1)"), null, CancellationToken.None);
}
