using System.Text;

namespace Conversations.Tests.Text;

/// <summary>Tests which characters are letters of a script that does not separate words, and how marks are ordered.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData(0x0E01, true, true)] // Thai, a letter
    [InlineData(0x0E31, true, false)] // a mark
    [InlineData(0x0E50, true, true)] // a digit
    [InlineData(0x0E3F, false, false)] // a symbol
    [InlineData(0x0EDF, true, true)]
    [InlineData(0x102B, true, false)] // a mark with a width
    [InlineData(0x3005, true, true)] // a modifier letter
    [InlineData(0x3007, true, true)] // a number that is a letter
    [InlineData(0x3001, false, false)] // punctuation
    [InlineData(0x3041, true, true)]
    [InlineData(0x30FB, false, false)]
    [InlineData(0x30FF, true, true)]
    [InlineData(0x3400, true, true)]
    [InlineData(0x4E00, true, true)]
    [InlineData(0x9FFF, true, true)]
    [InlineData(0xFF65, false, false)]
    [InlineData(0xFF66, true, true)]
    [InlineData(0xFF9F, true, true)]
    [InlineData(0x20000, true, true)]
    [InlineData(0x3FFFD, false, false)] // not assigned
    [InlineData(0xAC00, false, true)] // Hangul
    [InlineData(0xD7A3, false, true)]
    [InlineData(0xABFF, false, false)]
    [InlineData(0xD7A4, false, false)]
    [InlineData(0xD7B0, false, false)]
    [InlineData(0x1100, false, false)]
    [InlineData(0x05D0, false, false)]
    [InlineData(0x0915, false, false)]
    [InlineData(0x00E9, false, false)]
    [InlineData(0x0041, false, false)]
    [InlineData(0x0030, false, false)]
    [InlineData(0x0020, false, false)]
    [InlineData(0x1F600, false, false)]
    public void A_letter_of_a_script_without_spaces_ends_a_text_and_may_follow_a_host(int codePoint, bool ends, bool mayFollow)
    {
        UnspacedScripts.Ends($"a{new Rune(codePoint)}").Should().Be(ends);
        UnspacedScripts.MayFollowHost(new(codePoint)).Should().Be(mayFollow);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\ufe0f", false)]
    [InlineData("辻\ufe00", true)]
    [InlineData("辻\U000E0100", true)]
    [InlineData("辻a", false)]
    [InlineData("辻 ", false)]
    public void Only_the_last_character_without_its_selectors_counts(string text, bool ends) => UnspacedScripts.Ends(text).Should().Be(ends);

    /// <summary>The classes are those of <c>UnicodeData.txt</c>.</summary>
    [Theory]
    [InlineData(0x0000, 0)]
    [InlineData('a', 0)]
    [InlineData(0x0304, 0)] // A host cannot contain it.
    [InlineData(0x0305, 230)]
    [InlineData(0x0312, 230)]
    [InlineData(0x0313, 0)]
    [InlineData(0x0315, 232)]
    [InlineData(0x0316, 220)]
    [InlineData(0x031A, 232)]
    [InlineData(0x0321, 202)]
    [InlineData(0x0334, 1)]
    [InlineData(0x035D, 234)]
    [InlineData(0x0483, 230)]
    [InlineData(0x05B0, 10)]
    [InlineData(0x05B8, 18)]
    [InlineData(0x05C1, 24)]
    [InlineData(0x05C3, 0)]
    [InlineData(0x05C7, 18)]
    [InlineData(0x064B, 27)]
    [InlineData(0x0651, 33)]
    [InlineData(0x0652, 34)]
    [InlineData(0x0670, 35)]
    [InlineData(0x0711, 36)]
    [InlineData(0x094D, 9)]
    [InlineData(0x09BC, 7)]
    [InlineData(0x0C55, 84)]
    [InlineData(0x0E38, 103)]
    [InlineData(0x0E48, 107)]
    [InlineData(0x0EB8, 118)]
    [InlineData(0x0EC8, 122)]
    [InlineData(0x0F39, 216)]
    [InlineData(0x0F71, 129)]
    [InlineData(0x0F72, 130)]
    [InlineData(0x1037, 7)]
    [InlineData(0x1DCE, 214)]
    [InlineData(0x1DFA, 218)]
    [InlineData(0x302A, 218)]
    [InlineData(0x302B, 228)]
    [InlineData(0xA66F, 230)]
    [InlineData(0xFB1E, 26)]
    [InlineData(0xFB1F, 0)]
    [InlineData(0xFE20, 230)]
    [InlineData(0xFE27, 220)]
    [InlineData(0xFE2D, 220)]
    [InlineData(0xFE2E, 230)]
    [InlineData(0xFE2F, 230)]
    [InlineData(0xFE30, 0)]
    [InlineData(0x10FFFF, 0)]
    public void A_mark_has_the_combining_class_that_Unicode_gives_it(int codePoint, int order) => CombiningClasses.Of(codePoint).Should().Be(order);

    [Theory]
    [InlineData(0, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    [InlineData(19, false)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(35, true)]
    [InlineData(36, false)]
    [InlineData(40, true)]
    [InlineData(41, true)]
    [InlineData(42, false)]
    [InlineData(1_000, false)]
    public void A_table_contains_the_first_and_the_last_code_point_of_each_range(int codePoint, bool isContained) =>
        CodePointRanges.Contain([10, 12, 20, 20, 30, 35, 40, 41], codePoint).Should().Be(isContained);

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void A_table_may_have_one_range_or_none(int codePoint, bool isContained)
    {
        CodePointRanges.Contain([5, 6], codePoint).Should().Be(isContained);
        CodePointRanges.Contain([], codePoint).Should().BeFalse();
    }
}
