using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteBackupTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _provider = null!;

    private string Path => _folder.File("conversations.db");

    private string Copy => _folder.File("copy.db");

    private IConversations Conversations => _provider.Conversations();

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(Path);
        await Conversations.CreateRoomAsync();
        await Conversations.SendAsync(Room, Alice, "Hello");
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copy_that_is_made_during_sends_has_the_state_of_one_moment()
    {
        using var stop = new CancellationTokenSource();
        var answered = 0L;
        var senders = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                Max(ref answered, (await Conversations.SendAsync(Room, Alice, new string('x', 1_000))).Message!.Sequence);
        })).ToList();
        while (Interlocked.Read(ref answered) < 100)
            await Task.Delay(1);

        var before = Interlocked.Read(ref answered);
        await _provider.Store().BackupAsync(Copy);
        await stop.CancelAsync();
        await Task.WhenAll(senders);

        await using var copy = Provide(Copy);
        var messages = await copy.Conversations().ReadAllAsync();
        var conversation = (await copy.Conversations().FindAsync(Room))!;
        messages.Select(message => message.Sequence).Order().Should().Equal(Enumerable.Range(1, messages.Count).Select(sequence => (long)sequence));
        messages.Count.Should().BeGreaterThanOrEqualTo((int)before);
        (conversation.MessageCount, conversation.LastSequence, conversation.Version).Should().Be((messages.Count, messages.Count, messages.Count + 1));
        conversation.LastMessage!.Sequence.Should().Be(messages.Count);
        (await copy.Conversations().FindEntryAsync(Room, Bob))!.UnreadCount.Should().Be(messages.Count);
        (await copy.Conversations().SendAsync(Room, Bob, "Goes on")).Message!.Sequence.Should().Be(messages.Count + 1);
        RawFile.Ask(Copy, "PRAGMA integrity_check").Should().Be("ok");
    }

    [Fact]
    public async Task Copy_does_not_wait_for_a_writer()
    {
        var other = RawFile.Open(Path);
        await using (var gate = await WriterGate.CloseAsync(_provider.Store()))
        {
            other.Run("BEGIN IMMEDIATE");

            await _provider.Store().BackupAsync(Copy);
        }

        other.Dispose();
        await using var copy = Provide(Copy);
        (await copy.Conversations().ReadAllAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Target_that_exists_throws_and_is_not_changed()
    {
        await File.WriteAllTextAsync(Copy, "Dear diary");

        await _provider.Store().Awaiting(it => it.BackupAsync(Copy)).Should().ThrowAsync<ArgumentException>().WithMessage("A file with this path already exists*");
        await _provider.Store().Awaiting(it => it.BackupAsync(_folder.Path)).Should().ThrowAsync<ArgumentException>();
        await _provider.Store().Awaiting(it => it.BackupAsync(Path)).Should().ThrowAsync<ArgumentException>();
        await _provider.Store().Awaiting(it => it.BackupAsync(" ")).Should().ThrowAsync<ArgumentException>();

        (await File.ReadAllTextAsync(Copy)).Should().Be("Dear diary");
        (await Conversations.ReadAllAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Target_in_a_missing_folder_throws_a_StorageException()
    {
        await _provider.Store().Awaiting(it => it.BackupAsync(_folder.File("missing/copy.db")))
            .Should().ThrowAsync<StorageException>().WithMessage("*cannot be written*folder*");

        Directory.Exists(_folder.File("missing")).Should().BeFalse();
        (await Conversations.SendAsync(Room, Alice, "Goes on")).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Backup_that_is_cancelled_before_it_begins_creates_no_file()
    {
        await _provider.Store().Awaiting(it => it.BackupAsync(Copy, new(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        Directory.GetFiles(_folder.Path).Should().OnlyContain(file => file.StartsWith(Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backup_leaves_no_other_file_than_the_copy()
    {
        await _provider.Store().BackupAsync(Copy);

        Directory.GetFiles(_folder.Path).Where(file => !file.StartsWith(Path, StringComparison.Ordinal)).Should().Equal(Copy);
    }

    private static void Max(ref long place, long value)
    {
        for (var seen = Interlocked.Read(ref place); seen < value;)
            seen = Interlocked.CompareExchange(ref place, value, seen);
    }
}
