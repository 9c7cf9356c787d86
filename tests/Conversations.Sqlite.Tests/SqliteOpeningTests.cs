using Microsoft.Data.Sqlite;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>What is wrong with a file is said, nothing of it is altered, and once it is mended the same provider goes on.</summary>
public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_that_is_a_folder_is_refused_until_it_is_none()
    {
        Directory.CreateDirectory(Path);
        await using var provider = Provide(Path);

        await RefusesAsync(provider.Conversations(), "*is a folder*");

        Directory.GetFileSystemEntries(Path).Should().BeEmpty();
        Directory.Delete(Path);
        await WorksAsync(provider.Conversations());
    }

    [Fact]
    public async Task Missing_folder_is_refused_until_it_is_there()
    {
        var folder = _folder.File("missing");
        await using var provider = Provide(System.IO.Path.Combine(folder, "conversations.db"));

        await RefusesAsync(provider.Conversations(), "*Its folder must exist*");

        Directory.Exists(folder).Should().BeFalse();
        Directory.CreateDirectory(folder);
        await WorksAsync(provider.Conversations());
    }

    [Fact]
    public Task File_that_is_no_database_is_refused_and_left_as_it_is() =>
        IsRefusedAndLeftAsync(() => File.WriteAllTextAsync(Path, string.Concat(Enumerable.Repeat("Dear diary, ", 1_000))), "*no SQLite database*");

    [Fact]
    public Task Short_file_that_is_no_database_is_refused_and_left_as_it_is() =>
        IsRefusedAndLeftAsync(() => File.WriteAllTextAsync(Path, "x"), "*no SQLite database*");

    [Fact]
    public Task Database_of_another_app_is_refused_and_left_as_it_is() =>
        IsRefusedAndLeftAsync(() => RunAsync("CREATE TABLE conversations (id TEXT)"), "*something else than conversations*");

    [Fact]
    public Task Database_of_another_app_that_says_its_id_is_refused_and_left_as_it_is() =>
        IsRefusedAndLeftAsync(() => RunAsync("PRAGMA application_id = 7; PRAGMA user_version = 1"), "*something else than conversations*");

    [Fact]
    public Task File_of_a_newer_version_is_refused_and_left_as_it_is() => IsRefusedAndLeftAsync(
        async () =>
        {
            await MakeAsync();
            await RunAsync("PRAGMA user_version = 99");
        },
        "*schema version 99*Update the package*");

    [Fact]
    public Task File_that_is_cut_in_half_is_refused_and_left_as_it_is() => IsRefusedAndLeftAsync(
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
        // Also root makes no files there.
        await using var provider = Provide("/proc/conversations.db");

        await RefusesAsync(provider.Conversations(), "*allowed to read and write*");
    }

    [Theory]
    [InlineData(8, "*read-only*")]
    [InlineData(10, "*disk failed*")]
    [InlineData(11, "*damaged*")]
    [InlineData(13, "*disk is full*")]
    [InlineData(14, "*cannot be opened*")]
    [InlineData(26, "*no SQLite database*")]
    [InlineData(5, "*Another process*busy timeout*")]
    [InlineData(99, "*code 99*")]
    public void Error_of_the_driver_says_what_to_do_and_names_no_file(int code, string message)
    {
        var error = SqliteErrors.ToStorageException(new SqliteException("secret.db", code));

        error.Should().BeOfType<StorageException>().Which.Message.Should().Match(message).And.NotContain("secret");
    }

    [Fact]
    public async Task Writer_that_found_the_file_read_only_opens_it_again_once_it_is_not()
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

    private async Task IsRefusedAndLeftAsync(Func<Task> make, string message)
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
