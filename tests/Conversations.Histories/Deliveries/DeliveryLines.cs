using System.Globalization;
using System.Text;

namespace Conversations.Histories.Deliveries;

/// <summary>Writes the events of a process as lines of text. Each line is written immediately.</summary>
/// <remarks>Ids, names and texts must not contain a tab or a line break.</remarks>
/// <param name="output">The stream that gets the lines.</param>
public sealed class DeliveryLines(Stream output) : IDeliveryHistory
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Lock _lock = new();

    public void Record(DeliveryEvent one)
    {
        var line = one switch
        {
            DeliveryEvent.Began began => string.Join('\t', [
                "began", Text(began.At), began.Host, Text(began.Call), began.Handler, began.ConversationId.Value, Text(began.Version), began.DeliveryId,
                Text(began.Attempt), began.Kind, $"{began.MessageId}", $"{began.ContentOf}", $"{began.Message}", began.Text ?? "", "."]),
            DeliveryEvent.Ended ended => $"ended\t{Text(ended.At)}\t{ended.Host}\t{Text(ended.Call)}\t{(ended.IsHandled ? "handled" : "failed")}\t.",
            DeliveryEvent.Acknowledged stored =>
                $"stored\t{Text(stored.At)}\t{stored.Host}\t{stored.Handler}\t{stored.ConversationId}\t{Text(stored.Position)}\t.",
            DeliveryEvent.Lived lived => $"lived\t{Text(lived.At)}\t{lived.Host}\t{Text(lived.Until)}\t.",
            DeliveryEvent.Disturbed disturbed => $"disturbed\t{Text(disturbed.At)}\t{disturbed.Host}\t.",
            DeliveryEvent.Killed killed => $"killed\t{Text(killed.At)}\t{killed.Host}\t.",
            _ => throw new ArgumentOutOfRangeException(nameof(one)),
        };
        Write(line);
    }

    /// <summary>Writes which stage the process has reached.</summary>
    public void Mark(string name) => Write($"mark\t{name}");

    /// <summary>Returns the event of a line; null for a mark, and for a line that a kill cut off.</summary>
    public static DeliveryEvent? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Split('\t') switch
        {
            ["began", var at, var host, var call, var handler, var id, var version, var delivery, var attempt, var kind, var message, var of, var content, var text, "."] =>
                new DeliveryEvent.Began(Number(at), host, Number(call), handler, new(id), Number(version))
                {
                    DeliveryId = delivery,
                    Attempt = (int)Number(attempt),
                    Kind = kind,
                    MessageId = message.Length == 0 ? null : new(message),
                    ContentOf = of.Length == 0 ? null : new(of),
                    Message = content.Length == 0 ? null : new(content),
                    Text = text.Length == 0 ? null : text,
                },
            ["ended", var at, var host, var call, var how, "."] => new DeliveryEvent.Ended(Number(at), host, Number(call), how == "handled"),
            ["stored", var at, var host, var handler, var id, var position, "."] =>
                new DeliveryEvent.Acknowledged(Number(at), host, handler, new(id), Number(position)),
            ["lived", var at, var host, var until, "."] => new DeliveryEvent.Lived(Number(at), host, Number(until)),
            ["disturbed", var at, var host, "."] => new DeliveryEvent.Disturbed(Number(at), host),
            ["killed", var at, var host, "."] => new DeliveryEvent.Killed(Number(at), host),
            _ => null,
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

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
