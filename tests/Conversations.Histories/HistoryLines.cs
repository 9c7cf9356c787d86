using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Conversations.Histories;

/// <summary>A history as lines of text, by which one process tells another. A line is written at once, and in the order of events.</summary>
/// <remarks>Neither ids nor texts may hold a tab or a line break.</remarks>
/// <param name="output">Where they are written.</param>
/// <param name="isTimed">Whether a line begins with the machine's time, so that <see cref="Merge"/> can tell the order among processes.</param>
public sealed class HistoryLines(Stream output, bool isTimed = false) : IHistory
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Lock _lock = new();

    /// <summary>Takes down what the lines say; those that are marks, or cut off by a kill, say nothing.</summary>
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

    /// <summary>Puts the timed lines of all processes of one machine into one order, without their times.</summary>
    /// <remarks>
    /// A call is timed before it is made and an answer after it came, by a clock that all processes of the machine share. Of the same moment calls
    /// come first, so that no message is taken for answered before another was sent where that is not certain.
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

    /// <summary>Says where the process is.</summary>
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
