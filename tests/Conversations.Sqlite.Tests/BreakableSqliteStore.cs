using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// A file whose index or log a test deletes while it is open. On Windows, nobody can do that, so there another program locks the file.
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

        // Both files together contain what was acknowledged. So one is deleted only if the store has noticed that the other one was.
        if (File.Exists(Path + "-wal") && File.Exists(Path + "-shm"))
            File.Delete(Path + (_breaks++ % 2 == 0 ? "-shm" : "-wal"));

        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
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
