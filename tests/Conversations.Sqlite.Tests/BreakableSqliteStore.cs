using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// A file whose index or log a test deletes or replaces while it is open. On Windows, nobody can do that, so there another program locks
/// the file.
/// </summary>
internal sealed class BreakableSqliteStore : BreakableStore
{
    private readonly TemporaryFolder _folder = new();
    private int _breaks;

    private string Path => _folder.File("conversations.db");

    public override void Use(IConversationsBuilder builder) =>
        builder.UseSqlite($"Data Source={Path}", options => options.BusyTimeout = TimeSpan.FromMilliseconds(20));

    public override Task BreakAsync()
    {
        if (OperatingSystem.IsWindows())
            return LockAsync();

        var count = Interlocked.Increment(ref _breaks);
        var companion = Path + (count % 2 == 0 ? "-wal" : "-shm");
        if (count % 4 < 2)
            File.Delete(companion);
        else
            Replace(companion);

        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private void Replace(string companion)
    {
        if (!File.Exists(companion))
            return;

        var other = _folder.File("other");
        File.WriteAllBytes(other, []);
        File.Move(other, companion, overwrite: true);
    }

    /// <summary>Locks the file for longer than a write waits.</summary>
    private async Task LockAsync()
    {
        await using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");
        await Task.Delay(60);
        other.Run("ROLLBACK");
    }
}
