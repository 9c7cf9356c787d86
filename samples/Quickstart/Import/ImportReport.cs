using System.Globalization;

namespace Quickstart.Import;

/// <summary>What came of an import.</summary>
internal sealed record ImportReport
{
    /// <summary>Gets how many conversations the messages went to: one, or none where the files say nothing.</summary>
    internal int Conversations { get; init; }

    internal int Participants { get; init; }

    internal long Stored { get; init; }

    /// <summary>Gets how many messages an earlier run had stored.</summary>
    internal long AlreadyThere { get; init; }

    /// <summary>Gets the lines with a message that was refused, by reason.</summary>
    internal required Tally Refused { get; init; }

    /// <summary>Gets the joins and leaves that were refused, by reason.</summary>
    internal required Tally RefusedMoves { get; init; }

    /// <summary>Gets how many lines say nothing that is kept.</summary>
    internal long PassedOver { get; init; }

    /// <summary>Gets the messages in the conversation by sender.</summary>
    internal required Tally Senders { get; init; }

    internal void Write(TextWriter output)
    {
        Line(output, "conversations", Conversations);
        Line(output, "participants", Participants);
        Line(output, "messages stored", Stored);
        if (AlreadyThere > 0)
            Line(output, "there already", AlreadyThere);

        Line(output, "lines refused", Refused.Total);
        Rows(output, Refused.Largest);
        var sum = AlreadyThere > 0 ? "stored + there already + refused" : "stored + refused";
        Line(output, sum, Stored + AlreadyThere + Refused.Total);
        if (RefusedMoves.Total > 0)
        {
            Line(output, "joins and leaves refused", RefusedMoves.Total);
            Rows(output, RefusedMoves.Largest);
        }

        Line(output, "lines passed over", PassedOver);
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
