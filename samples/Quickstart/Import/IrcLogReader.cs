using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Quickstart.Import;

/// <summary>Reads one chat log, line by line.</summary>
/// <param name="day">The day on which it begins, in UTC.</param>
internal sealed partial class IrcLogReader(DateOnly day)
{
    private readonly IrcClock _clock = new(day);
    private int _number;

    /// <summary>Reads a whole file.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="bytes">Is told how many bytes were read; null = nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its lines, of which only a few are in memory at a time.</returns>
    internal async IAsyncEnumerable<IrcLine> ReadAsync(
        Stream stream, IProgress<long>? bytes = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var line in LogLines.ReadAsync(stream, bytes, cancellationToken))
            yield return Read(line);
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <returns>What it says.</returns>
    internal IrcLine Read(string line)
    {
        _number++;
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

    // Whatever begins as something said is taken for it, also without the end of the nick: it is to be counted, if only as refused.
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
