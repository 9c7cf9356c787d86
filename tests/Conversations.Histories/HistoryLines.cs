using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Conversations.Histories;

/// <summary>Writes a history as lines of text for another process. Each line is written immediately, in the order of events.</summary>
/// <remarks>Ids and texts must not contain a tab or a line break.</remarks>
/// <param name="output">The stream that gets the lines.</param>
/// <param name="isTimed">Whether each line begins with the machine's time, so that <see cref="Merge"/> can order the lines of processes.</param>
public sealed class HistoryLines(Stream output, bool isTimed = false) : IHistory
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Lock _lock = new();

    /// <summary>Records the events of the lines in a history. Marks, and lines that a kill cut off, are skipped.</summary>
    public static void Replay(IEnumerable<string> lines, IHistory history)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(history);
        foreach (var line in lines)
        {
            switch (line.Split('\t'))
            {
                case ["send", var id, var message, var sender, var text, "."]:
                    history.Invoked(new(new(id), new(message), new(sender), text));
                    break;
                case ["ok", var id, var message, var sequence, var at, var created, "."]:
                    history.Answered(new(id), new(message), new Answer.Ok(
                        Number(sequence), DateTimeOffset.FromUnixTimeMilliseconds(Number(at)), created == "new"));
                    break;
                case ["failed", var id, var message, "."]:
                    history.Answered(new(id), new(message), new Answer.Failed());
                    break;
                case ["unknown", var id, var message, "."]:
                    history.Answered(new(id), new(message), new Answer.Unknown());
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Sorts the timed lines of all processes of one machine by time, and returns them without their times.</summary>
    /// <remarks>
    /// The time of a call is taken before the call and the time of an answer after it, from a clock that all processes of the machine share.
    /// At the same time, calls come before answers. So a message counts as answered before another was sent only if that is certain.
    /// </remarks>
    public static IEnumerable<string> Merge(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.Select(line => line.Split('\t', 2))
            .Where(parts => parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderBy(parts => Number(parts[0])).ThenBy(parts => parts[1].StartsWith("send\t", StringComparison.Ordinal) ? 0 : 1)
            .Select(parts => parts[1]);
    }

    public void Invoked(Intent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        Write($"send\t{intent.ConversationId}\t{intent.MessageId}\t{intent.SenderId}\t{intent.Text}\t.");
    }

    public void Answered(ConversationId conversationId, MessageId messageId, Answer answer) => Write(answer switch
    {
        Answer.Ok ok => string.Create(
            CultureInfo.InvariantCulture,
            $"ok\t{conversationId}\t{messageId}\t{ok.Sequence}\t{ok.CreatedAt.ToUnixTimeMilliseconds()}\t{(ok.Created ? "new" : "old")}\t."),
        Answer.Failed => $"failed\t{conversationId}\t{messageId}\t.",
        _ => $"unknown\t{conversationId}\t{messageId}\t.",
    });

    /// <summary>Writes which stage the process has reached.</summary>
    public void Mark(string name) => Write($"mark\t{name}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private void Write(string line)
    {
        lock (_lock)
        {
            var time = isTimed ? string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()}\t") : "";
            output.Write(_utf8.GetBytes($"{time}{line}\n"));
            output.Flush();
        }
    }
}
