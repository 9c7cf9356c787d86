using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Ids;

/// <summary>Generates text of arbitrary UTF-16 units, with many units that are hard to encode.</summary>
internal static class AnyText
{
    private static readonly Gen<string> Unit = Gen.Frequency(
        (6, Units(0x20, 0x7e)),
        (2, Units(0x00, 0x1f)),
        (2, Gen.Elements("\"", "\\", "/", "\u007f", "\u2028", "\ufeff", "\uffff")),
        (2, Units(0x80, 0xd7ff)),
        (1, Units(0xe000, 0xffff)),
        (1, Units(0xd800, 0xdbff)),
        (1, Units(0xdc00, 0xdfff)),
        (2, Gen.Choose(0x10000, 0x10ffff).Select(char.ConvertFromUtf32)));

    private static readonly Gen<string> Text = Gen.Frequency(
        (8, OfLength(0, 12)), (4, OfLength(30, 100)), (2, OfLength(240, 270)), (1, OfLength(500, 1100)));

    /// <summary>Gets pairs of texts. Some pairs are equal, and some differ only at their ends.</summary>
    internal static Gen<(string A, string B)> Pairs { get; } = Gen.Frequency(
        (8, from a in Text from b in Text select (a, b)),
        (1, from a in Text select (a, a)),
        (1, from a in Text from end in Unit select (a + end, a)));

    private static Gen<string> OfLength(int least, int most) =>
        from length in Gen.Choose(least, most)
        from units in Unit.ArrayOf(length)
        select string.Concat(units);

    private static Gen<string> Units(int least, int most) => Gen.Choose(least, most).Select(unit => ((char)unit).ToString());
}
