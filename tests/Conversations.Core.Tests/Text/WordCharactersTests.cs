namespace Conversations.Tests.Text;

public sealed class WordCharactersTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("z")]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("É")] // an upper-case letter
    [InlineData("é")] // a lower-case letter
    [InlineData("ǅ")] // a title-case letter
    [InlineData("ʰ")] // a modifier letter
    [InlineData("ש")] // a letter without case
    [InlineData("Ⅷ")] // a number that is a letter
    [InlineData("٣")] // a digit
    [InlineData("e\u0301")] // a mark
    [InlineData("क\u093e")] // a mark with a width
    [InlineData("𝒜")]
    [InlineData("é\ufe00")]
    [InlineData("é\ufe0f")]
    [InlineData("é\U000E0100")]
    [InlineData("é\U000E01EF\ufe0f")]
    public void No_marker_opens_or_closes_a_span_inside_a_word(string word)
    {
        Outline.Of($"{word}*a*").Should().Be($"'{word}*a*'");
        Outline.Of($"*a*{word}").Should().Be($"'*a*{word}'");
        Outline.Of($"a*{word}").Should().Be($"'a*{word}'");
    }

    [Theory]
    [InlineData("\u0301")]
    [InlineData("\u093e")]
    [InlineData("𑂀")]
    public void A_marker_before_a_mark_does_not_close_a_span(string mark) => Outline.Of($"*a*{mark}").Should().Be($"'*a*{mark}'");

    [Theory]
    [InlineData("!")]
    [InlineData("/")]
    [InlineData(":")]
    [InlineData("@")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("€")]
    [InlineData("“")]
    [InlineData("—")]
    [InlineData("。")]
    [InlineData("☀")]
    [InlineData("☀\ufe0f")]
    [InlineData("😀")]
    [InlineData("\u00a0")]
    public void A_span_stands_between_punctuation_symbols_or_white_space(string other) =>
        Outline.Of($"{other}*a*{other}").Should().Be($"'{other}' b('a') '{other}'");

    [Fact]
    public void A_lone_surrogate_is_not_part_of_a_word()
    {
        foreach (var text in (string[])["\ud835", "\ud835x", "\udc00", "\udc00\udc01", "\ud835\ud835"])
            Outline.Of($"*a*{text}").Should().Be($"b('a') '{text}'");

        Outline.Of("\ud835*a*").Should().Be("'\ud835' b('a')");
    }

    [Theory]
    [InlineData("*é*", true)]
    [InlineData("*😀*", true)]
    [InlineData("*。*", true)]
    [InlineData("*.a.*", true)]
    [InlineData("*.0*", true)]
    [InlineData("*\u3164*", false)]
    [InlineData("*._.*", false)]
    [InlineData("*-+=*", false)]
    public void A_span_contains_a_letter_a_digit_or_a_visible_character_beyond_ASCII(string text, bool isSpan) =>
        Markup.Parse(text).Nodes[0].Should().BeOfType(isSpan ? typeof(MarkupSpan) : typeof(MarkupText));

    [Theory]
    [InlineData("*a* *.*", "b('a') ' *.*'")]
    [InlineData("*a* _._", "b('a') ' _._'")]
    [InlineData("*..*..*", "'*..*..*'")]
    [InlineData("*..* a*", "b('..* a')")]
    [InlineData("*a..*", "b('a..')")]
    [InlineData("*.. a..*", "b('.. a..')")]
    [InlineData("_a *..* b_", "i('a *..* b')")]
    public void A_letter_outside_of_a_span_does_not_count_for_it(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("a\ufe00", "a")]
    [InlineData("a\ufe0f", "a")]
    [InlineData("a\U000E0100", "a")]
    [InlineData("a\U000E01EF", "a")]
    [InlineData("a\ufe00\U000E0100\ufe0f", "a")]
    [InlineData("\ufe0f", "")]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\ufe0fb", "a\ufe0fb")]
    [InlineData("a\ufdff", "a\ufdff")]
    [InlineData("a\ufe10", "a\ufe10")]
    [InlineData("a\U000E00FF", "a\U000E00FF")]
    [InlineData("a\U000E01F0", "a\U000E01F0")]
    public void Variation_selectors_at_the_end_are_left_out(string text, string rest) => WordCharacters.WithoutSelectors(text).ToString().Should().Be(rest);

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("ab", 0, false)]
    [InlineData("ab", 1, true)]
    [InlineData("ab", 2, true)]
    [InlineData("é ", 1, true)]
    [InlineData("é ", 2, false)]
    [InlineData("\ufe0f", 1, false)]
    public void A_word_may_stand_before_an_index(string text, int at, bool isWord) => WordCharacters.IsWordBefore(text, at).Should().Be(isWord);
}
