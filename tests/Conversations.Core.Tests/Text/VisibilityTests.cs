namespace Conversations.Tests.Text;

public sealed class VisibilityTests
{
    [Theory]
    [InlineData(0x00, 0x20)]
    [InlineData(0x7F, 0xA0)] // controls, and the space that does not break
    [InlineData(0xAD, 0xAD)]
    [InlineData(0x034F, 0x034F)]
    [InlineData(0x061C, 0x061C)]
    [InlineData(0x115F, 0x1160)]
    [InlineData(0x1680, 0x1680)]
    [InlineData(0x17B4, 0x17B5)]
    [InlineData(0x180B, 0x180F)]
    [InlineData(0x2000, 0x200F)]
    [InlineData(0x2028, 0x202F)] // ends of lines and paragraphs, and controls of direction
    [InlineData(0x205F, 0x206F)]
    [InlineData(0x2800, 0x2800)]
    [InlineData(0x3000, 0x3000)]
    [InlineData(0x3164, 0x3164)]
    [InlineData(0xFE00, 0xFE0F)]
    [InlineData(0xFEFF, 0xFEFF)]
    [InlineData(0xFFA0, 0xFFA0)]
    [InlineData(0xFFF0, 0xFFFB)]
    [InlineData(0x13441, 0x13442)]
    [InlineData(0x16FE4, 0x16FE4)]
    [InlineData(0x1BCA0, 0x1BCA3)]
    [InlineData(0x1D159, 0x1D159)]
    [InlineData(0x1D173, 0x1D17A)]
    [InlineData(0xE0000, 0xE0FFF)]
    public void White_space_controls_and_blanks_show_nothing(int first, int last)
    {
        for (var codePoint = first; codePoint <= last; codePoint++)
            Visibility.IsVisible(new(codePoint)).Should().BeFalse("of U+{0:X4}", codePoint);
    }

    [Theory]
    [InlineData('!')]
    [InlineData('~')]
    [InlineData('a')]
    [InlineData(0x00A1)]
    [InlineData(0x00AC)]
    [InlineData(0x00AE)]
    [InlineData(0x034E)]
    [InlineData(0x0350)]
    [InlineData(0x061B)]
    [InlineData(0x115E)]
    [InlineData(0x1161)]
    [InlineData(0x17B3)]
    [InlineData(0x17B6)]
    [InlineData(0x180A)]
    [InlineData(0x1810)]
    [InlineData(0x2010)]
    [InlineData(0x2027)]
    [InlineData(0x2030)]
    [InlineData(0x205E)]
    [InlineData(0x2070)]
    [InlineData(0x27FF)]
    [InlineData(0x2801)]
    [InlineData(0x3001)]
    [InlineData(0x3163)]
    [InlineData(0x3165)]
    [InlineData(0xFE10)]
    [InlineData(0xFF9F)]
    [InlineData(0xFFA1)]
    [InlineData(0xFFFC)]
    [InlineData(0xFFFD)]
    [InlineData(0x16FE3)]
    [InlineData(0x1BC9F)]
    [InlineData(0x1D158)]
    [InlineData(0x1D15A)]
    [InlineData(0x1D172)]
    [InlineData(0x1D17B)]
    [InlineData(0x1F600)]
    [InlineData(0x20000)]
    public void Letters_marks_digits_punctuation_and_symbols_are_seen(int codePoint) => Visibility.IsVisible(new(codePoint)).Should().BeTrue();

    [Theory]
    [InlineData("", false)]
    [InlineData(" \t\u3164\u200b", false)]
    [InlineData(" \u3164a", true)]
    [InlineData("a ", true)]
    [InlineData("\U000E0061", false)]
    [InlineData("😀", true)]
    public void A_text_is_seen_if_one_of_its_characters_is(string text, bool isSeen) => Visibility.HasVisible(text).Should().Be(isSeen);

    [Fact]
    public void A_lone_surrogate_is_seen_as_a_replacement_character() => Visibility.HasVisible("\ud800").Should().BeTrue();

    [Fact]
    public void The_first_lone_surrogate_is_found()
    {
        foreach (var (text, at) in (ReadOnlySpan<(string, int)>)[
            ("", -1), ("a", -1), ("\ud7ff\ue000", -1), ("😀", -1), ("a😀b😀", -1),
            ("\ud800", 0), ("\udbff", 0), ("\udc00", 0), ("\udfff", 0), ("a\ud800", 1), ("a\ud800b", 1), ("\ud800\ud800\udc00", 0),
            ("😀\ud800", 2), ("😀\udc00", 2), ("😀a😀b\udc00c", 6), ("\udc00\ud800", 0)])
        {
            UnicodeText.IndexOfLoneSurrogate(text).Should().Be(at);
        }
    }

    [Fact]
    public void The_first_byte_that_is_not_UTF_8_is_found()
    {
        foreach (var (bytes, at) in (ReadOnlySpan<(byte[], int)>)[
            ([], -1), ([0x61], -1), ([0xC3, 0xA9, 0xF0, 0x9F, 0x98, 0x80], -1),
            ([0xFF], 0), ([0x61, 0xC3], 1), ([0x61, 0xC3, 0xA9, 0xC3], 3), ([0xC3, 0xA9, 0x80, 0x61], 2), ([0xED, 0xA0, 0x80], 0), ([0xF0, 0x9F, 0x98, 0x80, 0xC0, 0x80], 4)])
        {
            UnicodeText.IndexOfInvalidUtf8(bytes).Should().Be(at);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("é€😀", 2 + 3 + 4)]
    public void The_length_in_UTF_8_is_measured_in_bytes(string text, int bytes) => UnicodeText.Utf8Length(text).Should().Be(bytes);
}
