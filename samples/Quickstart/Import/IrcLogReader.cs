using System.Globalization;
using System.Text.RegularExpressions;

namespace Quickstart.Import;

/// <summary>Reads one chat log line by line.</summary>
/// <param name="day">The first day of the log, in UTC.</param>
internal sealed partial class IrcLogReader(DateOnly day)
{
    private readonly IrcClock _clock = new(day);
    private int _number;

    /// <summary>Reads a whole file.</summary>
    /// <param name="stream">The stream of the file, at its beginning.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parsed lines. Only a few of them are in memory at a time.</returns>
    internal IAsyncEnumerable<IrcLine> ReadAsync(Stream stream, CancellationToken cancellationToken = default) =>
        LogLines.ReadAsync(stream, cancellationToken).Select(Read);

    /// <summary>Parses the next line. Formatting codes in it are left out.</summary>
    /// <param name="line">The line without its line break.</param>
    /// <returns>The parsed line.</returns>
    internal IrcLine Read(string line)
    {
        _number++;
        line = IrcFormatting.Strip(line);
        if (SaidPattern().Match(line) is { Success: true } said)
            return new IrcLine.Said(_number, TimeOf(said), Nick(said, "nick"), said.Groups["text"].Value, said.Groups["star"].Success);

        if (MovedPattern().Match(line) is { Success: true } moved)
        {
            var (nick, channel) = (Nick(moved, "nick"), moved.Groups["channel"].Value);
            return moved.Groups["joined"].Success
                ? new IrcLine.Joined(_number, nick, channel)
                : new IrcLine.Left(_number, nick, channel);
        }

        return RenamedPattern().Match(line) is { Success: true } renamed
            ? new IrcLine.Renamed(_number, Nick(renamed, "from"), Nick(renamed, "to"))
            : new IrcLine.Other(_number);
    }

    private DateTimeOffset? TimeOf(Match match) =>
        TimeOnly.TryParseExact(match.Groups["time"].ValueSpan, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? _clock.At(time)
            : null;

    private static string Nick(Match match, string group) => match.Groups[group].Value.Trim();

    // A line that begins like a message counts as one, even if the end of the nick is missing. So it is counted, at least as refused.
    [GeneratedRegex(
        @"^\[(?<time>[0-9]{2}:[0-9]{2})\] (<(?<nick>[^>]*)(> ?(?<text>.*))?|(?<star> \*) ?(?<nick>[^ ]*) ?(?<text>.*))\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex SaidPattern();

    [GeneratedRegex(
        @"^=== (?<nick>\S+)\s+(\[\S*\]\s+)?has ((?<joined>joined) (?<channel>#\S+)|left (?<channel>#\S+)(\s+\[.*\])?)\s*\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex MovedPattern();

    [GeneratedRegex(@"^=== (?<from>\S+) is now known as (?<to>\S+)\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RenamedPattern();
}
