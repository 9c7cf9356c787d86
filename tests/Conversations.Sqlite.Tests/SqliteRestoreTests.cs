using System.Runtime.Versioning;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteRestoreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    private string Backup => _folder.File("backup.db");

    public void Dispose() => _folder.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Makes a backup, and the files of a process that was killed after it: the file, and a log with messages that the file does not have.
    /// </summary>
    public async ValueTask InitializeAsync()
    {
        var running = _folder.File("running.db");
        await using var provider = Provide(running);
        await provider.Conversations().CreateRoomAsync();
        await provider.Conversations().SendAsync(Room, Alice, "One");
        await provider.Store().BackupAsync(Backup);
        await provider.Conversations().SendAsync(Room, Alice, "Two");
        foreach (var ending in new[] { "", "-wal", "-shm" })
            File.Copy(running + ending, Path + ending);
    }

    [Fact]
    public async Task Backup_replaces_the_file_and_its_log()
    {
        var before = await File.ReadAllBytesAsync(Backup);

        await RestoreAsync();

        Files().Should().Equal("backup.db", "conversations.db");
        (await TextsAsync()).Should().Equal("One");
        (await File.ReadAllBytesAsync(Backup)).Should().Equal(before);
        RawFile.Ask(Path, "PRAGMA integrity_check").Should().Be("ok");
        await using var provider = Provide(Path);
        (await provider.Conversations().SendAsync(Room, Bob, "Goes on")).Message!.Sequence.Should().Be(2);
    }

    [Fact]
    public async Task File_that_is_missing_is_restored_and_a_log_without_its_file_is_deleted()
    {
        File.Delete(Path);

        await RestoreAsync();

        Files().Should().Equal("backup.db", "conversations.db");
        (await TextsAsync()).Should().Equal("One");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backup_that_was_copied_over_the_file_beside_its_log_is_refused_until_it_is_restored(bool isRestored)
    {
        File.Copy(Backup, Path, overwrite: true);
        var before = await File.ReadAllBytesAsync(Path);
        var log = await File.ReadAllBytesAsync(Path + "-wal");
        await using var provider = Provide(Path);

        await provider.Conversations().Awaiting(it => it.FindAsync(Room)).Should().ThrowAsync<StorageException>().WithMessage("*'-wal'*belongs to another file*RestoreAsync*");
        await provider.Conversations().Awaiting(it => it.SendAsync(Room, Alice, "No")).Should().ThrowAsync<StorageException>().WithMessage("*belongs to another file*");

        (await File.ReadAllBytesAsync(Path)).Should().Equal(before);
        (await File.ReadAllBytesAsync(Path + "-wal")).Should().Equal(log);
        await provider.DisposeAsync();
        if (isRestored)
            await RestoreAsync();
        else
            Array.ForEach(["-wal", "-shm"], ending => File.Delete(Path + ending));

        (await TextsAsync()).Should().Equal("One");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Damaged_file_is_replaced(bool isCut)
    {
        foreach (var ending in new[] { "-wal", "-shm" })
            File.Delete(Path + ending);
        File.Copy(Backup, Path, overwrite: true);
        await using (var file = File.OpenWrite(Path))
        {
            if (isCut)
            {
                file.SetLength(file.Length / 2);
            }
            else
            {
                file.Position = 100;
                file.Write(new byte[3_000]);
            }
        }

        await RestoreAsync();

        Files().Should().Equal("backup.db", "conversations.db");
        (await TextsAsync()).Should().Equal("One");
    }

    [Fact]
    public async Task File_in_use_by_this_process_is_not_restored()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();

        await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<InvalidOperationException>().WithMessage("*Dispose every store*");

        (await provider.Conversations().ReadAllAsync()).Should().HaveCount(2);
        await provider.DisposeAsync();
        await RestoreAsync();
        (await TextsAsync()).Should().Equal("One");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_that_another_connection_has_open_is_not_restored(bool isForeign)
    {
        if (isForeign)
            File.Copy(Backup, Path, overwrite: true);

        using (var other = RawFile.Open(Path))
        {
            other.Ask("SELECT count(*) FROM sqlite_schema");

            await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<StorageException>().WithMessage("*open in another process*Nothing was restored*");

            Files().Should().Equal("backup.db", "conversations.db", "conversations.db-shm", "conversations.db-wal");
        }

        await RestoreAsync();
        (await TextsAsync()).Should().Equal("One");
    }

    [Fact]
    public async Task File_that_another_process_has_open_is_not_restored()
    {
        using var program = Crash.CrashProgram.Start("send", Path, "run", "2", "0", "Full", "1000");
        await program.SaysAsync("ok\t", 5);

        await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<StorageException>().WithMessage("*open in another process*");

        await program.SaysAsync("ok\t", 50);
        await program.KillAsync();
        await RestoreAsync();
        (await TextsAsync()).Should().Equal("One");
    }

    [Fact]
    public async Task Store_cannot_be_opened_during_a_restoration()
    {
        await using var provider = Provide(Path);
        using (SqliteDatabase.Reserve(SqlitePath.Real(Path)))
        {
            provider.Invoking(it => it.Conversations()).Should().Throw<InvalidOperationException>().WithMessage("*restoring*");
            await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<InvalidOperationException>();
        }

        (await provider.Conversations().ReadAllAsync()).Should().HaveCount(2);
    }

    [Fact]
    public Task Backup_that_does_not_exist_is_refused() => IsRefusedAsync(() => File.Delete(Backup), "*backup does not exist*");

    [Fact]
    public Task Backup_that_is_not_a_database_is_refused() =>
        IsRefusedAsync(() => File.WriteAllText(Backup, new string('x', 9_000)), "*backup cannot be restored*not a SQLite database*");

    [Fact]
    public Task Backup_that_is_empty_is_refused() => IsRefusedAsync(() => File.WriteAllText(Backup, ""), "*backup cannot be restored*empty*");

    [Fact]
    public Task Backup_of_another_app_is_refused() =>
        IsRefusedAsync(() => Change(Backup, "PRAGMA application_id = 7"), "*something other than conversations*");

    [Fact]
    public Task Backup_of_a_newer_version_is_refused() => IsRefusedAsync(() => Change(Backup, "PRAGMA user_version = 99"), "*Update the package*");

    [Fact]
    public Task Backup_that_is_cut_is_refused() => IsRefusedAsync(
        () =>
        {
            using var file = File.OpenWrite(Backup);
            file.SetLength(file.Length / 2);
        },
        "*backup*damaged*");

    [Fact]
    public async Task File_of_another_app_is_not_replaced()
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
            File.Delete(Path + ending);
        Change(Path, "CREATE TABLE diary (text TEXT)");

        await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<StorageException>().WithMessage("*something other than conversations*");
        await File.WriteAllTextAsync(Path, new string('x', 9_000));
        await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<StorageException>().WithMessage("*not a file of this library*delete it*");

        (await File.ReadAllTextAsync(Path)).Should().StartWith("xxx");
        Files().Should().Equal("backup.db", "conversations.db");
    }

    [Fact]
    public async Task Wrong_arguments_throw()
    {
        await FluentActions.Awaiting(() => SqliteConversationStore.RestoreAsync(" ", $"Data Source={Path}")).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => SqliteConversationStore.RestoreAsync(Path, $"Data Source={Path}")).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => SqliteConversationStore.RestoreAsync(Backup, "Data Source=:memory:")).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => SqliteConversationStore.RestoreAsync(Backup, $"Data Source={_folder.File("missing/a.db")}"))
            .Should().ThrowAsync<StorageException>().WithMessage("*folder*");
        await FluentActions.Awaiting(() => SqliteConversationStore.RestoreAsync(Backup, $"Data Source={Path}", new CancellationToken(true)))
            .Should().ThrowAsync<OperationCanceledException>();

        (await TextsAsync()).Should().Equal("One", "Two");
    }

    [Fact]
    public async Task Copy_of_a_file_with_its_log_can_be_restored_under_names_that_a_URI_would_change()
    {
        var (copy, target) = (_folder.File("co%41py #1?.db"), _folder.File("target.db"));
        foreach (var ending in new[] { "", "-wal" })
            File.Copy(Path + ending, copy + ending);
        File.Copy(Backup, _folder.File("a %41?#b.db"));

        await SqliteConversationStore.RestoreAsync(copy, $"Data Source={target}");
        (await TextsAsync(target)).Should().Equal("One", "Two");
        await SqliteConversationStore.RestoreAsync(_folder.File("a %41?#b.db"), $"Data Source={target}");
        (await TextsAsync(target)).Should().Equal("One");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Restored_file_keeps_the_permissions_of_the_old_one_and_a_link_to_it()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(Path, Mode);
        var link = _folder.File("link.db");
        File.CreateSymbolicLink(link, Path);

        await SqliteConversationStore.RestoreAsync(Backup, $"Data Source={link}");

        File.GetUnixFileMode(Path).Should().Be(Mode);
        new FileInfo(link).LinkTarget.Should().Be(Path);
        (await TextsAsync(link)).Should().Equal("One");
    }

    [Fact]
    public async Task Backup_is_not_written_beside_the_log_of_an_earlier_file()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
        await File.WriteAllTextAsync(_folder.File("new.db-wal"), "old");

        await provider.Store().Awaiting(it => it.BackupAsync(_folder.File("new.db"))).Should().ThrowAsync<ArgumentException>().WithMessage("*log*");

        File.Exists(_folder.File("new.db")).Should().BeFalse();
    }

    private async Task IsRefusedAsync(Action change, string message)
    {
        change();

        await FluentActions.Awaiting(RestoreAsync).Should().ThrowAsync<StorageException>().WithMessage(message);

        Files().Except(["backup.db", "conversations.db-wal", "conversations.db-shm"]).Should().Equal("conversations.db");
        (await TextsAsync()).Should().Equal("One", "Two");
    }

    private Task RestoreAsync() => SqliteConversationStore.RestoreAsync(Backup, $"Data Source={Path}");

    private Task<List<string>> TextsAsync() => TextsAsync(Path);

    private static async Task<List<string>> TextsAsync(string path)
    {
        await using var provider = Provide(path);
        return [.. (await provider.Conversations().ReadAllAsync()).OrderBy(message => message.Sequence).Select(message => message.Text)];
    }

    /// <summary>Returns the names of the files in the folder, without those of the running file.</summary>
    private IEnumerable<string> Files() => Directory.GetFiles(_folder.Path).Select(file => System.IO.Path.GetFileName(file)!)
        .Where(name => !name.StartsWith("running.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static void Change(string path, string sql)
    {
        using var connection = RawFile.Open(path);
        connection.Run(sql);
    }
}
