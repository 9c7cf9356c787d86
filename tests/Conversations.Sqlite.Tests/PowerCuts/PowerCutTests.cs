using System.Globalization;
using Conversations.Histories;

namespace Conversations.Sqlite.Tests.PowerCuts;

public sealed class PowerCutTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the number of moments at which the power is cut; 15 by default, 600 before a release.</summary>
    private static int Cuts { get; } =
        int.Parse(Environment.GetEnvironmentVariable("CONVERSATIONS_POWER_CUTS") ?? "15", CultureInfo.InvariantCulture);

    /// <summary>Gets the number of moments for the settings that lose messages: enough to meet one at which a message is lost.</summary>
    private static int FewCuts => Math.Max(Cuts / 3, 10);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Power_cut_loses_no_answered_message_with_Full()
    {
        var found = await FindAsync(SqliteSynchronous.Full, Cuts);

        found.Should().OnlyContain(cut => cut.Kinds.Count == 0);
    }

    [Fact]
    public async Task Power_cut_loses_answered_messages_with_Normal_but_damages_nothing()
    {
        var found = await FindAsync(SqliteSynchronous.Normal, FewCuts);

        found.Should().Contain(cut => cut.Kinds.Contains(AnomalyKind.Lost));
        found.SelectMany(cut => cut.Kinds).Should().OnlyContain(kind => kind == AnomalyKind.Lost);
    }

    [Fact]
    public async Task Power_cut_damages_the_file_with_Off()
    {
        var found = await FindAsync(SqliteSynchronous.Off, FewCuts);

        found.Should().Contain(cut => cut.Kinds.Contains(AnomalyKind.Lost));
        found.Should().Contain(cut => cut.Kinds.Contains(AnomalyKind.Corrupted));
    }

    private async Task<List<(string Cut, IReadOnlyList<AnomalyKind> Kinds)>> FindAsync(SqliteSynchronous synchronous, int cuts)
    {
        var run = await PowerRun.RecordAsync(_folder, synchronous);
        var (random, found) = (new Random(4), new List<(string, IReadOnlyList<AnomalyKind>)>());
        for (var i = 0; i < cuts; i++)
        {
            // The moments are spread over the whole run, from before the file exists until after it is closed.
            var moment = random.Next(run.Length * i / cuts, (run.Length * (i + 1) / cuts) + 1);
            foreach (var survival in Enum.GetValues<Survival>())
            {
                var kinds = await run.CutAsync(moment, survival, new(moment), retries: synchronous == SqliteSynchronous.Full);
                found.Add(($"{survival} survives at {moment}", kinds));
            }
        }

        var counts = found.SelectMany(cut => cut.Item2).CountBy(kind => kind).Select(count => $"{count.Key} {count.Value}");
        output.WriteLine($"{synchronous}: {cuts} moments of {run.Length}, {found.Count} cuts: {string.Join(", ", counts.DefaultIfEmpty("all sound"))}.");
        return found;
    }
}
