using System.Globalization;

namespace Quickstart.Import;

/// <summary>The result of an import.</summary>
internal sealed record ImportReport
{
    /// <summary>Gets the number of conversations that the import wrote to: 1, or 0 if no user joined or wrote in the files.</summary>
    internal int Conversations { get; init; }

    internal int Participants { get; init; }

    internal long Stored { get; init; }

    /// <summary>Gets the number of messages that an earlier import had stored already.</summary>
    internal long AlreadyThere { get; init; }

    /// <summary>Gets the number of lines whose message was refused, by reason.</summary>
    internal required Tally Refused { get; init; }

    /// <summary>Gets the number of joins and leaves that were refused, by reason.</summary>
    internal required Tally RefusedMoves { get; init; }

    /// <summary>Gets the number of lines that contain nothing to import.</summary>
    internal long PassedOver { get; init; }

    /// <summary>Gets the number of messages in the conversation, by sender.</summary>
    internal required Tally Senders { get; init; }

    internal void Write(TextWriter output)
    {
        Line(output, "conversations", Conversations);
        Line(output, "participants", Participants);
        Line(output, "messages stored", Stored);
        if (AlreadyThere > 0)
            Line(output, "messages already there", AlreadyThere);

        Line(output, "lines refused", Refused.Total);
        Rows(output, Refused.Largest);
        var sum = AlreadyThere > 0 ? "stored + already there + refused" : "stored + refused";
        Line(output, sum, Stored + AlreadyThere + Refused.Total);
        if (RefusedMoves.Total > 0)
        {
            Line(output, "joins and leaves refused", RefusedMoves.Total);
            Rows(output, RefusedMoves.Largest);
        }

        Line(output, "lines without anything to import", PassedOver);
        output.WriteLine();
        output.WriteLine("busiest senders");
        Rows(output, Senders.Largest.Take(10));
    }

    private static void Line(TextWriter output, string name, long count) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-33}{count,9:N0}"));

    private static void Rows(TextWriter output, IEnumerable<(string Text, long Count)> rows)
    {
        foreach (var (text, count) in rows)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,9:N0}  {text}"));
    }
}
