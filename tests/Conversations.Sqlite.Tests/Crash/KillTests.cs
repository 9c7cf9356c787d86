using System.Globalization;
using Conversations.Histories;

namespace Conversations.Sqlite.Tests.Crash;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the number of kills; 4 by default, 200 before a release.</summary>
    private static int Rounds { get; } =
        int.Parse(Environment.GetEnvironmentVariable("CONVERSATIONS_KILL_ROUNDS") ?? "4", CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task File_of_a_process_killed_under_load_has_every_answered_message_once() => KillUnderLoadAsync(Rounds, checkpointPages: 1_000);

    [Fact]
    public Task File_of_a_process_killed_during_checkpoints_has_every_answered_message_once() => KillUnderLoadAsync(Rounds / 2, checkpointPages: 4);

    [Fact]
    public async Task File_of_a_process_killed_while_it_created_the_file_opens_again()
    {
        var takes = await MeasureFirstAsync();
        var (random, begun, done) = (new Random(3), 0, 0);
        for (var round = 1; round <= Rounds; round++)
        {
            var path = _folder.File($"{round}.db");
            var (lines, history) = (await KillFirstAsync(path, takes * random.NextDouble()), new Histories.History());
            HistoryLines.Replay(lines, history);
            begun += File.Exists(path) ? 1 : 0;
            done += lines.Contains("mark\tsends") ? 1 : 0;

            (await Aftermath.FindAfterRetryAsync(path, history)).Should().BeEmpty("of round {0}", round);
            if (lines.Contains("mark\tsends"))
                (await Aftermath.HasRoomsAsync(path)).Should().BeTrue("of round {0}", round);
        }

        output.WriteLine($"Killed {Rounds} times: {Rounds - begun} before the file existed, {done} after it was complete.");
    }

    private async Task<TimeSpan> MeasureFirstAsync()
    {
        using var program = CrashProgram.Start("first", _folder.File("measured.db"));
        return await program.MeasureAsync("mark\topens", "mark\tsends");
    }

    private static async Task<IReadOnlyList<string>> KillFirstAsync(string path, TimeSpan after)
    {
        using var program = CrashProgram.Start("first", path);
        await program.SaysAsync("mark\topens");
        await Task.Delay(after);
        return await program.KillAsync();
    }

    private async Task KillUnderLoadAsync(int rounds, int checkpointPages)
    {
        var (random, history, path, unknown) = (new Random(1), new Histories.History(), _folder.File("conversations.db"), 0);
        for (var round = 1; round <= rounds; round++)
        {
            using var program = CrashProgram.Start(
                "send", path, $"run-{round}", "4", "0", "Full", checkpointPages.ToString(CultureInfo.InvariantCulture));
            await program.SaysAsync("ok\t", random.Next(1, 100));
            await Task.Delay(random.Next(0, 20));
            HistoryLines.Replay(await program.KillAsync(), history);
            unknown += history.Unknown.Count;

            (await Aftermath.FindAfterRetryAsync(path, history)).Should().BeEmpty("of round {0}", round);
        }

        output.WriteLine($"Killed {rounds} times: {history.Acknowledged} messages acknowledged, {unknown} unknown and sent again.");
    }
}
