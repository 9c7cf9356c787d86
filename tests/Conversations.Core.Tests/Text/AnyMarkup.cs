using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Text;

/// <summary>Generates arbitrary texts with many elements of the markup, and options to parse them with.</summary>
internal static class AnyMarkup
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (10, Gen.Elements("*", "_", "~", "a", "b", " ", "\n", "```")),
        (4, Gen.Elements([.. BadInputs.Repeated])),
        (2, Gen.Elements([.. BadInputs.Lines])),
        (2, Gen.Elements("- ", "* ", "+ ", "\r", "\r\n", "(", ")", ".", "https://a.org/x", "<https://a.org|b>", "<!!mention:a|b>", "|", ">", "\"", "é", "word")),
        (1, Gen.Choose(0, 0xffff).Select(unit => ((char)unit).ToString())));

    internal static Gen<(string Text, MarkupOptions Options)> Texts { get; } =
        from length in Gen.Frequency((6, Gen.Choose(0, 12)), (2, Gen.Choose(13, 60)))
        from pieces in Piece.ArrayOf(length)
        from labels in Gen.Elements(true, false)
        from mentions in Gen.Elements(0, 1, 50)
        select (string.Concat(pieces), new MarkupOptions { AllowLinkLabels = labels, MaxMentions = mentions });
}
