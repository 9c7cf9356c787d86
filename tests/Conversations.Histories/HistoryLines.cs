using System.Globalization;
using System.Text;

namespace Conversations.Histories;

/// <summary>A history as lines of text, by which one process tells another. A line is written at once, and in the order of events.</summary>
/// <remarks>Neither ids nor texts may hold a tab or a line break.</remarks>
public sealed class HistoryLines(Stream output) : IHistory
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
            output.Write(_utf8.GetBytes(line + "\n"));
            output.Flush();
        }
    }
}
