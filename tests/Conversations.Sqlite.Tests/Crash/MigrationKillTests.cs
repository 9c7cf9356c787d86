using System.Globalization;
using Conversations.Histories;
using Microsoft.Data.Sqlite;

namespace Conversations.Sqlite.Tests.Crash;

public sealed class MigrationKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 4;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_of_a_process_killed_while_it_migrated_is_unchanged_or_fully_migrated()
    {
        var old = _folder.File("old.db");
        var history = new Histories.History();
        using (var sender = CrashProgram.Start("send", old, "run", "4", "25", "Full", "1000"))
            HistoryLines.Replay(await sender.EndAsync(), history);

        var takes = await MeasureAsync(old);
        var (random, undone) = (new Random(2), 0);
        for (var round = 1; round <= Rounds; round++)
        {
            var path = _folder.File($"{round}.db");
            File.Copy(old, path);
            using (var program = CrashProgram.Start("migrate", path))
            {
                await program.SaysAsync("mark\topens");
                await Task.Delay(takes * random.NextDouble());
                await program.KillAsync();
            }

            var version = Ask(path, "PRAGMA user_version");
            if (version == SqliteSchema.Current.Steps.Count)
            {
                undone++;
                Ask(path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'many%' OR sql LIKE '%migrated%'").Should().Be(0);
                (await Aftermath.FindAsync(path, history)).Should().BeEmpty("of round {0}", round);
                using var program = CrashProgram.Start("migrate", path);
                await program.EndAsync();
            }

            Ask(path, "PRAGMA user_version").Should().Be(SqliteSchema.Current.Steps.Count + 1);
            Ask(path, "SELECT count(*) FROM many").Should().Be(20_000);
            Ask(path, "SELECT count(*) FROM messages WHERE migrated = length(text)").Should().Be(history.Acknowledged);
        }

        output.WriteLine($"Killed {Rounds} times, {undone} times before the migration was complete.");
    }

    private async Task<TimeSpan> MeasureAsync(string old)
    {
        var path = _folder.File("measured.db");
        File.Copy(old, path);
        using var program = CrashProgram.Start("migrate", path);
        return await program.MeasureAsync("mark\topens", "mark\tmigrated");
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constants of this test.")]
    private static long Ask(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
