using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteSharingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Relative_path_is_resolved_when_the_store_is_chosen()
    {
        var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, Path);
        await using var provider = Provide(relative);

        await provider.Conversations().CreateRoomAsync();

        System.IO.Path.IsPathRooted(relative).Should().BeFalse();
        File.Exists(Path).Should().BeTrue();
    }

    [Fact]
    public async Task Names_of_one_file_share_one_writer()
    {
        Directory.CreateDirectory(_folder.File("a/b"));
        Directory.CreateSymbolicLink(_folder.File("c"), _folder.File("a"));
        var real = _folder.File("a/b/real.db");
        var link = _folder.File("link.db");
        File.CreateSymbolicLink(link, "c/b/real.db");
        await using var byLink = Provide(link);
        await using var byFolder = Provide(_folder.File("c/b/real.db"));
        await using var byName = Provide(real);

        new[] { byLink, byFolder, byName }.Select(provider => provider.Store().Database).Distinct().Should().ContainSingle();
        await byLink.Conversations().CreateRoomAsync();
        (await byFolder.Conversations().SendAsync(Room, Alice, "Hello")).Message!.Sequence.Should().Be(1);
        (await byName.Conversations().ReadAllAsync()).Should().ContainSingle();
        File.Exists(real).Should().BeTrue();
    }

    [Fact]
    public void Links_in_a_circle_are_not_followed_for_ever()
    {
        File.CreateSymbolicLink(_folder.File("a"), _folder.File("b"));
        File.CreateSymbolicLink(_folder.File("b"), _folder.File("a"));

        SqlitePath.Real(_folder.File("a")).Should().StartWith(_folder.Path);
    }

    [Fact]
    public async Task Other_options_for_a_file_in_use_throw_and_leave_its_store_working()
    {
        await using var first = Provide(Path);
        await first.Conversations().CreateRoomAsync();
        await using var second = Provide(Path, options => options.MaxReaders = 2);

        second.Invoking(it => it.Conversations()).Should().Throw<InvalidOperationException>().WithMessage("*other options*");

        (await first.Conversations().SendAsync(Room, Alice, "Hello")).Created.Should().BeTrue();
        await first.DisposeAsync();
        (await second.Conversations().ReadAllAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_keeps_working_when_another_one_of_its_file_is_disposed_and_the_last_one_closes_the_file(bool isFirst)
    {
        var (first, second) = (Provide(Path), Provide(Path));
        await first.Conversations().CreateRoomAsync();
        await second.Conversations().SendAsync(Room, Alice, "One");
        var writer = first.Store().Database.Writer;
        var (gone, left) = isFirst ? (first, second) : (second, first);
        var conversations = gone.Conversations();
        var store = gone.Store();

        await gone.DisposeAsync();
        await store.DisposeAsync();

        await conversations.Awaiting(it => it.SendAsync(Room, Alice, "No")).Should().ThrowAsync<ObjectDisposedException>();
        await store.Awaiting(it => it.FindConversationAsync(Room, null)).Should().ThrowAsync<ObjectDisposedException>();
        await store.Awaiting(it => it.RemoveUserAsync(Alice)).Should().ThrowAsync<ObjectDisposedException>();
        (await left.Conversations().SendAsync(Room, Alice, "Two")).Message!.Sequence.Should().Be(2);
        await left.DisposeAsync();
        await EndsAsync(writer);
        (await ReopenAndReadAsync()).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Folder_can_be_deleted_after_disposal(bool isAsync)
    {
        var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
        var writer = provider.Store().Database.Writer;

        if (isAsync)
            await provider.DisposeAsync();
        else
            await Task.Run(provider.Dispose);

        Directory.GetFiles(_folder.Path).Should().Equal([Path], "the write-ahead log was moved into the file");
        File.Delete(Path);
        await EndsAsync(writer);
        (await ReopenAndReadAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Store_that_was_never_used_leaves_no_file_and_no_thread()
    {
        var provider = Provide(Path);
        var writer = provider.GetRequiredService<SqliteConversationStore>().Database.Writer;

        await provider.DisposeAsync();

        await EndsAsync(writer);
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    private static async Task EndsAsync(SqliteWriter writer)
    {
        for (var i = 0; writer.IsAlive && i < 1_000; i++)
            await Task.Delay(10);

        writer.IsAlive.Should().BeFalse();
    }

    private async Task<List<Message>> ReopenAndReadAsync()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
        return await provider.Conversations().ReadAllAsync();
    }
}
