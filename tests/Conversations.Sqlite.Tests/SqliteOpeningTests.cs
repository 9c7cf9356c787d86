using Microsoft.Data.Sqlite;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// A file that cannot be used throws an error that says why, and is not changed. When it is repaired, the same provider works.
/// </summary>
public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Path_of_a_folder_is_refused_until_the_folder_is_deleted()
    {
        Directory.CreateDirectory(Path);
        await using var provider = Provide(Path);

        await RefusesAsync(provider.Conversations(), "*is a folder*");

        Directory.GetFileSystemEntries(Path).Should().BeEmpty();
        Directory.Delete(Path);
        await WorksAsync(provider.Conversations());
    }

    [Fact]
    public async Task File_in_a_missing_folder_is_refused_until_the_folder_exists()
    {
        var folder = _folder.File("missing");
        await using var provider = Provide(System.IO.Path.Combine(folder, "conversations.db"));

        await RefusesAsync(provider.Conversations(), "*Its folder must exist*");

        Directory.Exists(folder).Should().BeFalse();
        Directory.CreateDirectory(folder);
        await WorksAsync(provider.Conversations());
    }

    [Fact]
    public Task File_that_is_not_a_database_is_refused_and_not_changed() =>
        IsRefusedAndUnchangedAsync(() => File.WriteAllTextAsync(Path, string.Concat(Enumerable.Repeat("Dear diary, ", 1_000))), "*not a SQLite database*");

    [Fact]
    public Task File_of_one_byte_is_refused_and_not_changed() =>
        IsRefusedAndUnchangedAsync(() => File.WriteAllTextAsync(Path, "x"), "*not a SQLite database*");

    [Fact]
    public Task Database_of_another_app_is_refused_and_not_changed() =>
        IsRefusedAndUnchangedAsync(() => RunAsync("CREATE TABLE conversations (id TEXT)"), "*something other than conversations*");

    [Fact]
    public Task Database_with_the_application_id_of_another_app_is_refused_and_not_changed() =>
        IsRefusedAndUnchangedAsync(() => RunAsync("PRAGMA application_id = 7; PRAGMA user_version = 1"), "*something other than conversations*");

    [Fact]
    public Task File_of_a_newer_version_is_refused_and_not_changed() => IsRefusedAndUnchangedAsync(
        async () =>
        {
            await MakeAsync();
            await RunAsync("PRAGMA user_version = 99");
        },
        "*schema version 99*Update the package*");

    [Fact]
    public Task File_that_is_cut_in_half_is_refused_and_not_changed() => IsRefusedAndUnchangedAsync(
        async () =>
        {
            await MakeAsync();
            await using var file = File.OpenWrite(Path);
            file.SetLength(file.Length / 2);
        },
        "*damaged*Restore a backup*");

    [Fact]
    public async Task Folder_that_cannot_be_written_is_refused()
    {
        // Even root cannot create files in this folder.
        await using var provider = Provide("/proc/conversations.db");

        await RefusesAsync(provider.Conversations(), "*allowed to read and write*");
    }

    [Theory]
    [InlineData(8, "*read-only*")]
    [InlineData(10, "*disk failed*")]
    [InlineData(11, "*damaged*")]
    [InlineData(13, "*disk is full*")]
    [InlineData(14, "*cannot be opened*")]
    [InlineData(26, "*not a SQLite database*")]
    [InlineData(5, "*Another process*busy timeout*")]
    [InlineData(99, "*code 99*")]
    [InlineData(1, "*tables and columns*Restore a backup*")]
    [InlineData(3, "*did not permit*")]
    [InlineData(7, "*too little memory*")]
    [InlineData(15, "*Too many processes*Try again*")]
    [InlineData(19, "*contradict*Restore a backup*")]
    [InlineData(8, "*'-wal' or '-shm'*")]
    [InlineData(14, "*'-wal' and '-shm'*")]
    [InlineData(11, "*'-wal'*RestoreAsync*")]
    public void Error_of_the_driver_becomes_advice_that_names_no_file(int code, string message)
    {
        var error = SqliteErrors.ToStorageException(new SqliteException("secret.db", code));

        error.Should().BeOfType<StorageException>().Which.Message.Should().Match(message).And.NotContain("secret");
    }

    [Fact]
    public async Task Writer_opens_the_file_again_after_it_was_read_only()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
        var writer = provider.Store().Database.Writer;
        await writer.RunAsync(session =>
        {
            session.Execute("PRAGMA query_only = ON");
            return true;
        });

        await provider.Conversations().Awaiting(it => it.SendAsync(Room, Alice, "Lost")).Should().ThrowAsync<StorageException>().WithMessage("*read-only*");

        (await provider.Conversations().SendAsync(Room, Alice, "Kept")).Message!.Sequence.Should().Be(1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MinValue)]
    public Task File_with_a_version_that_was_never_written_is_refused_and_not_changed(int version) => IsRefusedAndUnchangedAsync(
        async () =>
        {
            await MakeAsync();
            await RunAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        },
        "*schema version (user_version)*Restore a backup*");

    [Theory]
    [InlineData("ALTER TABLE messages DROP COLUMN custom")]
    [InlineData("ALTER TABLE messages RENAME COLUMN text TO words")]
    [InlineData("DROP TABLE messages")]
    public async Task Tables_that_another_program_changed_throw_an_error_that_says_so(string sql)
    {
        await MakeAsync();
        await RunAsync($"PRAGMA foreign_keys = OFF; {sql}");
        await using var provider = Provide(Path);

        await provider.Conversations().Awaiting(it => it.ReadAllAsync()).Should().ThrowAsync<StorageException>().WithMessage("*another program changed them*");
        await provider.Conversations().Awaiting(it => it.SendAsync(Room, Alice, "No")).Should().ThrowAsync<StorageException>().WithMessage("*another program changed them*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public async Task Pipe_in_the_place_of_a_file_is_refused_at_once_until_it_is_deleted(string ending)
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Path + ending]))
            await make.WaitForExitAsync();
        await using var provider = Provide(Path);

        await RefusesAsync(provider.Conversations(), "*is a pipe, a socket or a device*");

        File.Delete(Path + ending);
        await WorksAsync(provider.Conversations());
    }

    [Fact]
    public async Task Link_to_a_device_is_refused_until_it_is_deleted()
    {
        File.CreateSymbolicLink(Path, "/dev/null");
        await using var provider = Provide(Path);

        await RefusesAsync(provider.Conversations(), "*is a pipe, a socket or a device*");
    }

    [Fact]
    public async Task Socket_in_the_place_of_the_file_is_refused_until_it_is_deleted()
    {
        using (var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0))
        {
            socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path));
            await using var provider = Provide(Path);

            await RefusesAsync(provider.Conversations(), "*is a pipe, a socket or a device*");
        }
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public async Task Folder_in_the_place_of_a_companion_is_named_and_refused_until_it_is_deleted(string ending)
    {
        Directory.CreateDirectory(Path + ending);
        await using var provider = Provide(Path);

        await RefusesAsync(provider.Conversations(), $"*'{ending}' is a folder*");

        Directory.Delete(Path + ending);
        await WorksAsync(provider.Conversations());
    }

    [Fact]
    public async Task Empty_file_is_used()
    {
        await File.WriteAllTextAsync(Path, "");
        await using var provider = Provide(Path);

        await WorksAsync(provider.Conversations());
    }

    private async Task IsRefusedAndUnchangedAsync(Func<Task> make, string message)
    {
        await make();
        var before = await File.ReadAllBytesAsync(Path);
        await using var provider = Provide(Path);

        await RefusesAsync(provider.Conversations(), message);
        await RefusesAsync(provider.Conversations(), message);

        (await File.ReadAllBytesAsync(Path)).Should().Equal(before);
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Delete(file);

        await WorksAsync(provider.Conversations());
    }

    private static async Task RefusesAsync(IConversations conversations, string message)
    {
        (await conversations.Awaiting(it => it.FindAsync(Room)).Should().ThrowAsync<StorageException>().WithMessage(message))
            .Which.Message.Should().NotContain("conversations.db");
        (await conversations.Awaiting(it => it.CreateRoomAsync()).Should().ThrowAsync<StorageException>().WithMessage(message))
            .Which.Message.Should().NotContain("conversations.db");
    }

    private static async Task WorksAsync(IConversations conversations)
    {
        await conversations.CreateRoomAsync();
        (await conversations.SendAsync(Room, Alice, "Hello")).Message!.Sequence.Should().Be(1);
        (await conversations.ReadAllAsync()).Should().ContainSingle();
    }

    private async Task MakeAsync()
    {
        await using var provider = Provide(Path);
        await WorksAsync(provider.Conversations());
    }

    private Task RunAsync(string sql) => RawFile.ChangeAsync(Path, sql);
}
