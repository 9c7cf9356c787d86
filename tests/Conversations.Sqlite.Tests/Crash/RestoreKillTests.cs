using System.Globalization;
using Conversations.Histories;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests.Crash;

public sealed class RestoreKillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the number of kills; 4 by default, 200 before a release.</summary>
    private static int Rounds { get; } =
        int.Parse(Environment.GetEnvironmentVariable("CONVERSATIONS_KILL_ROUNDS") ?? "4", CultureInfo.InvariantCulture);

    private string Backup => _folder.File("backup.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_of_a_process_killed_while_it_restored_is_the_old_one_or_the_backup()
    {
        var (old, history) = (_folder.File("old.db"), new Histories.History());
        using (var sender = CrashProgram.Start("send", old, "old", "4", "0", "Full", "1000"))
        {
            await sender.SaysAsync("ok\t", 200);
            await BackUpAsync();
            HistoryLines.Replay(await sender.KillAsync(), history);
        }

        new FileInfo(old + "-wal").Length.Should().BePositive();
        var takes = await MeasureAsync(old);
        var (random, olds, restored) = (new Random(4), 0, 0);
        for (var round = 1; round <= Rounds; round++)
        {
            var path = Copy(old, round.ToString(CultureInfo.InvariantCulture));
            IReadOnlyList<string> lines;
            using (var program = CrashProgram.Start("restore", Backup, path))
            {
                await program.SaysAsync("mark\trestores");
                await Task.Delay(takes * random.NextDouble());
                lines = await program.KillAsync();
            }

            if (await HasBackupAsync(path))
            {
                restored++;
            }
            else
            {
                olds++;
                lines.Should().NotContain("mark\trestored");
                (await Aftermath.FindAsync(path, history)).Should().BeEmpty("of round {0}", round);
            }

            await SqliteConversationStore.RestoreAsync(Backup, $"Data Source={path}");
            (await HasBackupAsync(path)).Should().BeTrue("of round {0}", round);
        }

        output.WriteLine($"Killed {Rounds} times: {olds} times the file was the old one, {restored} times the backup. A restoration took {takes.TotalMilliseconds:0} ms.");
    }

    /// <summary>Makes a backup of another file, with a conversation that the old file does not have and many pages.</summary>
    private async Task BackUpAsync()
    {
        await using var provider = Provide(_folder.File("other.db"));
        await provider.Conversations().CreateRoomAsync();
        for (var i = 0; i < 300; i++)
            await provider.Conversations().SendAsync(Room, Alice, new string('x', 9_000));

        await provider.Store().BackupAsync(Backup);
    }

    private async Task<TimeSpan> MeasureAsync(string old)
    {
        using var program = CrashProgram.Start("restore", Backup, Copy(old, "measured"));
        return await program.MeasureAsync("mark\trestores", "mark\trestored");
    }

    private string Copy(string old, string name)
    {
        var path = _folder.File($"{name}.db");
        foreach (var ending in new[] { "", "-wal", "-shm" })
            File.Copy(old + ending, path + ending);

        return path;
    }

    /// <summary>Returns whether the file contains exactly the backup. If not, it contains nothing of the backup.</summary>
    private static async Task<bool> HasBackupAsync(string path)
    {
        await using var provider = Provide(path);
        var messages = await provider.Conversations().FindAsync(Room) is null ? [] : await provider.Conversations().ReadAllAsync();
        messages.Count.Should().BeOneOf(0, 300);
        RawFile.Ask(path, "PRAGMA integrity_check").Should().Be("ok");
        RawFile.Ask(path, "SELECT count(*) FROM conversations").Should().Be(messages.Count > 0 ? 1L : 2L);
        return messages.Count > 0;
    }
}
