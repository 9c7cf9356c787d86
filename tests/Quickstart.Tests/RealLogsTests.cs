using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using static Quickstart.Tests.Logs;

namespace Quickstart.Tests;

public sealed partial class RealLogsTests
{
    [RealLogsFact]
    public async Task Every_line_with_a_message_is_stored_or_refused_and_a_second_import_changes_nothing()
    {
        var paths = Directory.GetFiles(RealLogsFactAttribute.Folder!, "*.log").Order(StringComparer.Ordinal).ToList();
        var files = paths.Select(path => LogFile.Find(path, out _)!).ToArray();
        var expected = paths.Sum(path => System.IO.File.ReadLines(path).Count(line => CountedPattern().IsMatch(line)));
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "conversations.db");

        var (report, before) = await ImportAsync(path, files);
        var (again, after) = await ImportAsync(path, files);
        folder.Delete(recursive: true);

        report.Participants.Should().Be(before!.ParticipantCount);
        expected.Should().Be(11_644);
        (report.Stored + report.Refused.Total).Should().Be(expected);
        report.Refused.Total.Should().Be(6);
        report.RefusedMoves.Total.Should().Be(0);
        (again.Stored, again.AlreadyThere).Should().Be((0, report.Stored));
        after.Should().BeEquivalentTo(before);
    }

    private static async Task<(ImportReport Report, Conversation? Conversation)> ImportAsync(string path, LogFile[] files)
    {
        await using var services = OpenFile(path);
        var conversations = services.GetRequiredService<IConversations>();
        return (await conversations.ImportAsync(files), await conversations.FindAsync(Ubuntu));
    }

    [GeneratedRegex(@"^\[[0-9]{2}:[0-9]{2}\] ( \*|<)")]
    private static partial Regex CountedPattern();
}
