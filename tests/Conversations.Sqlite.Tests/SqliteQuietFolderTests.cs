namespace Conversations.Sqlite.Tests;

/// <summary>The same in a folder in which nothing happened for a while, so that one look at the folder tells that the files are in their places.</summary>
public sealed class SqliteQuietFolderTests : SqliteMovedFileTests
{
    protected override TimeSpan Quiet => TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Folder_changes_with_every_entry_that_is_made_renamed_or_removed_and_with_its_own_times()
    {
        using var temporary = new TemporaryFolder();
        var folder = SqliteNative.Utf8(temporary.Path);
        if (SqliteNative.ReadFolder(folder) is null)
            return;

        var (file, other) = (temporary.File("one"), temporary.File("two"));
        await ChangesAsync(() => File.WriteAllBytes(file, [1]), true);
        await ChangesAsync(() => File.WriteAllBytes(file, [2]), false);
        await ChangesAsync(() => File.WriteAllBytes(other, [1]), true);
        await ChangesAsync(() => File.Move(file, other, overwrite: true), true);
        await ChangesAsync(() => File.CreateSymbolicLink(file, other), true);
        await ChangesAsync(() => File.Delete(file), true);
        await ChangesAsync(() => Directory.SetLastWriteTimeUtc(temporary.Path, DateTime.UnixEpoch), true);

        async Task ChangesAsync(Action change, bool expected)
        {
            var state = SqliteNative.ReadFolder(folder)!;
            while (!state.IsSettled(TimeProvider.System.GetUtcNow()))
                await Task.Delay(10);

            SqliteNative.IsUnchanged(folder, state).Should().BeTrue();
            change();
            SqliteNative.IsUnchanged(folder, state).Should().Be(!expected);
        }
    }

    [Theory]
    [InlineData(1_000, 0, 1_003.1, true)]
    [InlineData(1_000, 0, 1_002.9, false)]
    [InlineData(1_000, 500_000_000, 1_000.65, true)]
    [InlineData(1_000, 500_000_000, 1_000.55, false)]
    [InlineData(1_000, 500_000_000, 900, false)]
    [InlineData(ulong.MaxValue, 1, 1_000, false)]
    public void Folder_is_settled_when_its_clock_has_ticked(ulong seconds, ulong nanoseconds, double now, bool isSettled) =>
        new FolderState(default, seconds, nanoseconds).IsSettled(DateTimeOffset.UnixEpoch.AddSeconds(now)).Should().Be(isSettled);
}
