using System.Text;

namespace Conversations.Tests.Text;

public sealed class HostCharactersTests
{
    [Theory]
    [InlineData('a')]
    [InlineData('z')]
    [InlineData('0')]
    [InlineData('9')]
    [InlineData('-')]
    [InlineData(0x00E9)] // a lower-case letter
    [InlineData(0x30FC)] // a modifier letter
    [InlineData(0x05D0)] // a letter without case
    [InlineData(0x064E)] // a mark
    [InlineData(0x093E)] // a mark with a width
    [InlineData(0x0966)] // a digit
    [InlineData(0x00DF)]
    [InlineData(0x03C2)]
    [InlineData(0x0148)]
    [InlineData(0x0180)]
    [InlineData(0x01BF)]
    [InlineData(0x01C1)]
    [InlineData(0x02AF)]
    [InlineData(0x02B9)]
    [InlineData(0x0305)]
    [InlineData(0x030D)]
    [InlineData(0x063F)]
    [InlineData(0x0641)]
    [InlineData(0x093D)]
    [InlineData(0x1EFF)]
    [InlineData(0x2D00)]
    [InlineData(0xAC00)]
    [InlineData(0xD7A3)]
    [InlineData(0x20000)]
    [InlineData(0x2A6D6)]
    [InlineData(0x30000)]
    public void A_letter_mark_or_digit_that_no_program_changes_stands_for_itself(int codePoint) => Map(codePoint).Should().Be(codePoint);

    [Theory]
    [InlineData('A', 'a')]
    [InlineData('Z', 'z')]
    [InlineData(0x00C9, 0x00E9)]
    [InlineData(0x042F, 0x044F)]
    [InlineData(0x0556, 0x0586)]
    [InlineData(0x1E00, 0x1E01)]
    [InlineData(0x1EC6, 0x1EC7)]
    [InlineData(0x1EFE, 0x1EFF)]
    public void Upper_case_up_to_Armenian_and_in_Vietnamese_is_converted(int codePoint, int mapped) => Map(codePoint).Should().Be(mapped);

    [Theory]
    [InlineData(0x10A0)] // Georgian
    [InlineData(0x13A0)] // Cherokee
    [InlineData(0x1F08)] // Greek with a breathing
    [InlineData(0x2C00)] // Glagolitic
    [InlineData(0x1E9E)] // the capital ß
    [InlineData(0x0130)] // I with a dot
    [InlineData(0x01C5)] // title case
    [InlineData(0x01F2)]
    [InlineData(0x1C90)]
    public void Other_upper_case_is_not_accepted(int codePoint) => Map(codePoint).Should().Be(-1);

    [Theory]
    [InlineData('_')]
    [InlineData('.')]
    [InlineData(',')]
    [InlineData('/')]
    [InlineData(':')]
    [InlineData('@')]
    [InlineData('[')]
    [InlineData('`')]
    [InlineData('{')]
    [InlineData(0x00AA)]
    [InlineData(0x00B2)] // a number that is no digit
    [InlineData(0x00D7)] // a symbol
    [InlineData(0x0149)]
    [InlineData(0x017F)]
    [InlineData(0x01C0)]
    [InlineData(0x01C6)]
    [InlineData(0x01CC)]
    [InlineData(0x02B0)]
    [InlineData(0x02B8)]
    [InlineData(0x0300)]
    [InlineData(0x0304)]
    [InlineData(0x0306)]
    [InlineData(0x030C)]
    [InlineData(0x0488)] // an enclosing mark
    [InlineData(0x0640)]
    [InlineData(0x0660)]
    [InlineData(0x0669)]
    [InlineData(0x06F0)]
    [InlineData(0x0958)]
    [InlineData(0x1100)]
    [InlineData(0x11FF)]
    [InlineData(0x2170)] // a number that is a letter
    [InlineData(0x302E)]
    [InlineData(0x3099)]
    [InlineData(0xF900)]
    [InlineData(0xFF41)]
    [InlineData(0xFFDC)]
    [InlineData(0x10000)]
    [InlineData(0x10428)]
    [InlineData(0x1E922)]
    [InlineData(0x2A6E0)] // not assigned
    [InlineData(0x2F800)]
    [InlineData(0x2FA1D)]
    [InlineData(0xE0100)]
    public void A_character_that_programs_read_differently_is_not_accepted(int codePoint) => Map(codePoint).Should().Be(-1);

    [Theory]
    [InlineData(0x0301, true)]
    [InlineData(0x0903, true)]
    [InlineData(0x0488, false)]
    [InlineData(0x0915, false)]
    [InlineData('a', false)]
    public void A_mark_is_one_with_or_without_a_width(int codePoint, bool isMark) => HostCharacters.IsMark(new Rune(codePoint)).Should().Be(isMark);

    private static int Map(int codePoint) => HostCharacters.Map(new Rune(codePoint));
}
