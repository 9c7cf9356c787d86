using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static Conversations.Sqlite.Tests.PowerCuts.TraceEvent;

namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>
/// Reads the output of <c>strace -f -y -xx</c>: what a process did to a database file and to the files beside it, and the lines that it
/// wrote to its output.
/// </summary>
internal sealed partial class Trace(string database)
{
    private static readonly string[] _said = ["send\t", "ok\t", "failed\t", "unknown\t", "mark\t"];
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);
    private readonly List<TraceEvent> _events = [];
    private readonly Dictionary<string, Synced> _syncing = [];

    internal static IReadOnlyList<TraceEvent> Read(string database, IEnumerable<string> lines)
    {
        var trace = new Trace(database);
        foreach (var line in lines)
            trace.Add(line);

        return trace._events;
    }

    [GeneratedRegex("""^(?<thread>\d+) +<\.\.\. (fsync|fdatasync) resumed>.*= 0$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Resumed();

    [GeneratedRegex("""^(?<thread>\d+) +(?<call>\w+)\((?<arguments>.*)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Called();

    [GeneratedRegex("""(?<number>\d+)(\)| <unfinished)""", RegexOptions.ExplicitCapture)]
    private static partial Regex LastNumber();

    /// <summary>Adds the events of a line. A write counts from its call on, a flush only after it has returned.</summary>
    private void Add(string line)
    {
        if (Resumed().Match(line) is { Success: true } resumed && _syncing.Remove(resumed.Groups["thread"].Value, out var synced))
            _events.Add(synced);

        if (Called().Match(line) is not { Success: true } called || line.Contains(" = -1 ", StringComparison.Ordinal))
            return;

        var arguments = called.Groups["arguments"].Value;
        var call = called.Groups["call"].Value;
        if (call == "write" && Said(arguments) is { } said)
            _events.Add(new Said(said));

        var path = Text(call is "openat" or "unlink" or "rename" ? Quoted(arguments) : Between(arguments, '<', '>'));
        if (!path.StartsWith(database, StringComparison.Ordinal) || path.EndsWith("-shm", StringComparison.Ordinal))
            return;

        switch (call)
        {
            case "openat" when arguments.Contains("O_CREAT", StringComparison.Ordinal):
                _events.Add(new Made(path));
                break;
            case "pwrite64":
                _events.Add(new Written(path, Number(arguments), Bytes(Quoted(arguments))));
                break;
            case "ftruncate":
                _events.Add(new Shortened(path, Number(arguments)));
                break;
            case "unlink":
                _events.Add(new Removed(path));
                break;
            case "fsync" or "fdatasync" when arguments.Contains("<unfinished", StringComparison.Ordinal):
                _syncing[called.Groups["thread"].Value] = new(path, _events.Count);
                break;
            case "fsync" or "fdatasync":
                _events.Add(new Synced(path, _events.Count));
                break;
            case "openat":
                break;
            default:
                throw new NotSupportedException($"The database was changed by {call}, which the replay does not support.");
        }
    }

    private static string? Said(string arguments)
    {
        var text = Text(Quoted(arguments));
        return _said.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal)) ? text.TrimEnd('\n') : null;
    }

    private static string Quoted(string arguments) => !arguments.Contains("\"...", StringComparison.Ordinal)
        ? Between(arguments, '"', '"')
        : throw new NotSupportedException("The trace does not contain all written bytes. Raise the limit of strace (-s).");

    private static string Between(string text, char begin, char end)
    {
        var from = text.IndexOf(begin, StringComparison.Ordinal) + 1;
        var to = text.IndexOf(end, from);
        return from == 0 || to < 0 ? "" : text[from..to];
    }

    private static long Number(string arguments) =>
        long.Parse(LastNumber().Match(arguments, arguments.LastIndexOf(',')).Groups["number"].Value, CultureInfo.InvariantCulture);

    private static string Text(string escaped) => escaped.StartsWith("\\x", StringComparison.Ordinal) ? _utf8.GetString(Bytes(escaped)) : "";

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));
}
