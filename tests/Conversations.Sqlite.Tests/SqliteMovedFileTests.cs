using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// The files of an open database are deleted, renamed or replaced. On Windows, nobody can do that while they are open, so there the tests
/// have nothing to test.
/// </summary>
public class SqliteMovedFileTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _provider = null!;

    private string Path => _folder.File("conversations.db");

    private IConversations Conversations => _provider.Conversations();

    /// <summary>Gets how long nothing happens in the folder before a test begins.</summary>
    protected virtual TimeSpan Quiet => TimeSpan.Zero;

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(Path);
        await Conversations.CreateRoomAsync();
        await Conversations.SendAsync(Room, Alice, "One");
        await Task.Delay(Quiet);
        (await Conversations.ReadAllAsync()).Should().ContainSingle();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sends_into_a_deleted_file_throw_and_create_no_file_and_work_when_a_backup_is_there()
    {
        await _provider.Store().BackupAsync(_folder.File("backup.db"));
        await Conversations.SendAsync(Room, Alice, "Two");
        File.Delete(Path);

        await FailsAsync(() => Conversations.SendAsync(Room, Alice, "Lost"), "*was deleted, renamed or replaced*RestoreAsync*");
        for (var i = 0; i < 20; i++)
            await FailsAsync(() => Conversations.SendAsync(Room, Alice, "Lost"), "*does not exist any more*backup*");

        File.Exists(Path).Should().BeFalse();
        File.Copy(_folder.File("backup.db"), Path);
        (await Conversations.SendAsync(Room, Alice, "Three")).Message!.Sequence.Should().Be(2);
        (await TextsAsync()).Should().Equal("One", "Three");
        await ReopensWithAsync("One", "Three");
    }

    [Fact]
    public async Task Reads_of_a_deleted_file_throw_and_work_when_the_file_is_back()
    {
        File.Move(Path, _folder.File("away.db"));

        await FailsAsync(() => Conversations.FindAsync(Room), "*was deleted, renamed or replaced*");
        await FailsAsync(() => Conversations.FindAsync(Room), "*does not exist any more*");

        File.Move(_folder.File("away.db"), Path);
        (await TextsAsync()).Should().Equal("One");
        await ReopensWithAsync("One");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Replaced_file_fails_one_call_and_is_then_used_and_not_mixed_with_the_old_one(bool isSend)
    {
        var (other, away) = (_folder.File("other.db"), _folder.File("away.db"));
        await using (var second = Provide(other))
        {
            await second.Conversations().CreateRoomAsync();
            await second.Conversations().SendAsync(Room, Bob, "Other");
        }

        await Conversations.SendAsync(Room, Alice, "Two");
        File.Move(Path, away);
        File.Move(other, Path);

        await FailsAsync(() => isSend ? Conversations.SendAsync(Room, Alice, "Lost") : Conversations.FindAsync(Room), "*was deleted, renamed or replaced*");

        (await Conversations.SendAsync(Room, Bob, "More")).Message!.Sequence.Should().Be(2);
        (await TextsAsync()).Should().Equal("Other", "More");
        await ReopensWithAsync("Other", "More");
        await using var old = Provide(away);
        (await old.Conversations().ReadAllAsync()).Select(message => message.Text).Should().BeEquivalentTo(["One", "Two"], "its log was moved into it");
    }

    [Fact]
    public async Task Store_that_is_disposed_after_its_file_was_replaced_leaves_no_log_for_the_new_file()
    {
        var (other, away) = (_folder.File("other.db"), _folder.File("away.db"));
        await using (var second = Provide(other))
            await second.Conversations().CreateRoomAsync();

        File.Move(Path, away);
        File.Move(other, Path);
        await _provider.DisposeAsync();

        await ReopensWithAsync();
        RawFile.Ask(away, "SELECT count(*) FROM messages").Should().Be(1L);
    }

    [Fact]
    public async Task File_that_was_renamed_and_is_back_is_used_without_an_error()
    {
        File.Move(Path, _folder.File("away.db"));
        File.Move(_folder.File("away.db"), Path);

        await Conversations.SendAsync(Room, Alice, "Two");

        (await TextsAsync()).Should().Equal("One", "Two");
    }

    [Fact]
    public async Task Transaction_during_which_the_file_is_deleted_has_an_unknown_outcome()
    {
        var write = _provider.Store().Database.Writer.WriteAsync(
            session =>
            {
                File.Delete(Path);
                return session.Run("UPDATE conversations SET subject = 'Boat'");
            },
            new MessageId("lost"),
            CancellationToken.None);

        (await FluentActions.Awaiting(() => write).Should().ThrowAsync<OutcomeUnknownException>()).Which.MessageId.Should().Be(new MessageId("lost"));
        await FailsAsync(() => Conversations.FindAsync(Room), "*was deleted, renamed or replaced*");
    }

    [Theory]
    [InlineData("-wal", true)]
    [InlineData("-wal", false)]
    [InlineData("-shm", true)]
    [InlineData("-shm", false)]
    public async Task Deleted_companion_fails_one_call_and_loses_nothing(string ending, bool isSend)
    {
        await Conversations.SendAsync(Room, Alice, "Two");
        File.Delete(Path + ending);

        await FailsAsync(() => isSend ? Conversations.SendAsync(Room, Alice, "Lost") : Conversations.FindAsync(Room), "*'-wal' or '-shm'*");

        await Conversations.SendAsync(Room, Alice, "Three");
        (await TextsAsync()).Should().Equal("One", "Two", "Three");
        await ReopensWithAsync("One", "Two", "Three");
    }

    [Theory]
    [InlineData("-wal", "empty")]
    [InlineData("-wal", "copy")]
    [InlineData("-shm", "empty")]
    [InlineData("-shm", "copy")]
    [InlineData("both", "empty")]
    public async Task Replaced_companion_fails_one_call_and_loses_nothing(string ending, string by)
    {
        await Conversations.SendAsync(Room, Alice, "Two");
        foreach (var one in ending == "both" ? (string[])["-wal", "-shm"] : [ending])
        {
            var other = _folder.File("other");
            if (by == "empty")
                await File.WriteAllBytesAsync(other, []);
            else
                await CopyElsewhereAsync(Path + one, other);

            File.Move(other, Path + one, overwrite: true);
        }

        await FailsAsync(() => Conversations.SendAsync(Room, Alice, "Lost"), "*'-wal' or '-shm'*");

        await Conversations.SendAsync(Room, Alice, "Three");
        (await TextsAsync()).Should().Equal("One", "Two", "Three");
        await ReopensWithAsync("One", "Two", "Three");
    }

    [Fact]
    public async Task Messages_of_another_process_that_made_a_deleted_index_anew_are_kept()
    {
        await Conversations.SendAsync(Room, Alice, "Two");
        File.Delete(Path + "-shm");
        await SecondProcess.SendAsync(Path, "other", 10);

        await FailsAsync(() => Conversations.SendAsync(Room, Alice, "Lost"), "*'-wal' or '-shm'*");

        await Conversations.SendAsync(Room, Alice, "Three");
        string[] texts = ["One", "Two", .. Enumerable.Repeat("Hello", 10), "Three"];
        (await TextsAsync()).Should().Equal(texts);
        await ReopensWithAsync(texts);
    }

    [Fact]
    public async Task Link_that_is_pointed_elsewhere_fails_every_call_until_it_is_pointed_back()
    {
        var (other, link) = (_folder.File("other.db"), _folder.File("link.db"));
        await using (var second = Provide(other))
            await second.Conversations().CreateRoomAsync();

        File.CreateSymbolicLink(link, Path);
        await using var provider = Provide(link);
        (await provider.Conversations().SendAsync(Room, Alice, "Two")).Created.Should().BeTrue();

        Point(other);
        for (var i = 0; i < 2; i++)
        {
            await FailsAsync(() => provider.Conversations().SendAsync(Room, Alice, "Lost"), "*link*");
            await FailsAsync(() => provider.Conversations().FindAsync(Room), "*link*");
        }

        Point(Path);
        (await provider.Conversations().SendAsync(Room, Alice, "Three")).Created.Should().BeTrue();
        (await TextsAsync(provider)).Should().Equal("One", "Two", "Three");

        void Point(string target)
        {
            File.CreateSymbolicLink(link + "2", target);
            File.Move(link + "2", link, overwrite: true);
        }
    }

    [Fact]
    public async Task Reader_that_opens_after_a_replacement_does_not_touch_the_log_of_the_old_file()
    {
        var (other, away) = (_folder.File("other.db"), _folder.File("away.db"));
        await using (var second = Provide(other))
        {
            await second.Conversations().CreateRoomAsync();
            await second.Conversations().SendAsync(Room, Bob, "Other");
        }

        // While the first read keeps its connection, the second one needs another.
        var database = _provider.Store().Database;
        Task<List<string>>? next = null;
        await database.Readers.ReadAsync(
            _ =>
            {
                File.Move(Path, away);
                File.Move(other, Path);
                next = TextsAsync();
                return SpinWait.SpinUntil(() => !database.Writer.IsOpen || next.IsCompleted, TimeSpan.FromMinutes(1));
            },
            CancellationToken.None).ContinueWith(static _ => { }, TaskScheduler.Default);

        await FluentActions.Awaiting(() => next!).Should().ThrowAsync<StorageException>();
        (await TextsAsync()).Should().Equal("Other");
        await ReopensWithAsync("Other");
        await using var old = Provide(away);
        (await old.Conversations().ReadAllAsync()).Should().ContainSingle(message => message.Text == "One", "its log was moved into it");
    }

    [Fact]
    public async Task Reads_and_sends_at_the_moment_of_a_replacement_end_and_never_see_both_files()
    {
        var other = _folder.File("other.db");
        await using (var second = Provide(other))
        {
            await second.Conversations().CreateRoomAsync();
            await second.Conversations().SendAsync(Room, Bob, "Other");
        }

        using var stop = new CancellationTokenSource();
        var mixed = 0;
        var callers = Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    if (i < 2)
                        await Conversations.SendAsync(Room, Alice, "Own");

                    var texts = (await Conversations.ReadAllAsync()).Select(message => message.Text).ToList();
                    if (texts.Contains("One") == texts.Contains("Other"))
                        Interlocked.Increment(ref mixed);
                }
                catch (Exception error) when (error is StorageException or OutcomeUnknownException)
                {
                }
            }
        })).ToList();
        await Task.Delay(50);
        File.Move(other, Path, overwrite: true);
        await Task.Delay(200);
        await stop.CancelAsync();
        await Task.WhenAll(callers);

        mixed.Should().Be(0);
        (await TextsAsync())[0].Should().Be("Other");
        RawFile.Ask(Path, "PRAGMA integrity_check").Should().Be("ok");
    }

    /// <summary>Copies a file by another process. This one would lose its locks when it closes the file.</summary>
    private static async Task CopyElsewhereAsync(string from, string to)
    {
        using var copying = Process.Start("cp", [from, to]);
        await copying.WaitForExitAsync();
        copying.ExitCode.Should().Be(0);
    }

    private static async Task FailsAsync(Func<Task> call, string message) =>
        (await call.Should().ThrowAsync<StorageException>().WithMessage(message)).Which.Message.Should().NotContain("conversations.db");

    private async Task<List<string>> TextsAsync() => await TextsAsync(_provider);

    private static async Task<List<string>> TextsAsync(ServiceProvider provider) =>
        [.. (await provider.Conversations().ReadAllAsync()).OrderBy(message => message.Sequence).Select(message => message.Text)];

    private async Task ReopensWithAsync(params string[] texts)
    {
        await _provider.DisposeAsync();
        await using var provider = Provide(Path);
        (await TextsAsync(provider)).Should().Equal(texts);
        RawFile.Ask(Path, "PRAGMA integrity_check").Should().Be("ok");
    }
}
