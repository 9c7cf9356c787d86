namespace Conversations.Tests.Text;

public sealed class BareUrlTests
{
    [Theory]
    [InlineData("[https://a.org/x]", "https://a.org/x")]
    [InlineData("[https://a.org/x[y]]", "https://a.org/x[y]")]
    [InlineData("(https://a.org/x(y))", "https://a.org/x(y)")]
    [InlineData("((https://a.org/x))", "https://a.org/x")]
    [InlineData("[[https://a.org/x]]", "https://a.org/x")]
    [InlineData("https://a.org/x(y)", "https://a.org/x(y)")]
    [InlineData("https://a.org/x[y]", "https://a.org/x[y]")]
    [InlineData("https://a.org/b)(", "https://a.org/b")]
    [InlineData("https://a.org/b][", "https://a.org/b")]
    [InlineData("https://a.org/b(", "https://a.org/b")]
    [InlineData("https://a.org/b[", "https://a.org/b")]
    [InlineData("https://a.org/(b", "https://a.org/(b")]
    [InlineData("https://a.org/b.,:;!?'*_~", "https://a.org/b")]
    [InlineData("https://a.org/b-", "https://a.org/b-")]
    [InlineData("https://a.org/b/", "https://a.org/b/")]
    [InlineData("https://a.org/b=", "https://a.org/b=")]
    [InlineData("https://a.org/b\u00e9", "https://a.org/b\u00e9")]
    [InlineData("https://a.org/b」』", "https://a.org/b")]
    [InlineData("https://[::1]", "https://[::1]")]
    public void Punctuation_markers_and_closing_brackets_that_were_not_opened_are_cut_off(string text, string link) => Links(text).Should().Equal(link);

    [Theory]
    [InlineData("https://a.org/b c")]
    [InlineData("https://a.org/b\"c")]
    [InlineData("https://a.org/b<c")]
    [InlineData("https://a.org/b>c")]
    [InlineData("https://a.org/b|c")]
    [InlineData("https://a.org/b`c")]
    [InlineData("https://a.org/b\\c")]
    [InlineData("https://a.org/b^c")]
    [InlineData("https://a.org/b{c")]
    [InlineData("https://a.org/b}c")]
    [InlineData("https://a.org/b\tc")]
    [InlineData("https://a.org/b\nc")]
    [InlineData("https://a.org/b\u007fc")]
    [InlineData("https://a.org/b\u00a0c")]
    [InlineData("https://a.org/b\u3000c")]
    [InlineData("https://a.org/b\u200bc")]
    [InlineData("https://a.org/b\u00adc")]
    [InlineData("https://a.org/b\u01c0c")]
    [InlineData("https://a.org/b\ue000c")]
    [InlineData("https://a.org/b\u0378c")]
    public void White_space_and_characters_that_no_URL_contains_end_it(string text) => Links(text).Should().Equal("https://a.org/b");

    [Theory]
    [InlineData("https://a.org/e\u0301x")] // a mark
    [InlineData("https://a.org/का")] // a mark with a width
    [InlineData("https://a.org/1\u20e3x")] // an enclosing mark
    [InlineData("https://a.org/Ⅷx")] // a number that is a letter
    [InlineData("https://a.org/①½")] // other numbers
    [InlineData("https://a.org/٣x")] // a digit
    [InlineData("https://a.org/€5")] // a symbol
    [InlineData("https://a.org/𠀀😀")]
    [InlineData("https://a.org/a、/b")]
    [InlineData("https://a.org/a、b")]
    [InlineData("https://a.org/a、(b")]
    [InlineData("https://a.org/!$%&'()*+,-./09:;=?@AZ[]_az~#x")]
    public void A_URL_contains_everything_else(string text) => Links(text).Should().Equal(text);

    [Theory]
    [InlineData("https://a.org/\u200da", "https://a.org/")]
    [InlineData("https://a.org/a\u200d/", "https://a.org/a")]
    [InlineData("https://a.org/é\u200d+", "https://a.org/é")]
    [InlineData("https://a.org/é\u200dé", "https://a.org/é\u200dé")]
    [InlineData("https://a.org/a\u200cb", "https://a.org/a\u200cb")]
    [InlineData("https://a.org/a\u200bb", "https://a.org/a")]
    [InlineData("https://a.org/a\u200eb", "https://a.org/a")]
    [InlineData("https://a.org/a\u200d\u200db", "https://a.org/a")]
    public void A_joiner_is_part_of_a_URL_only_between_letters_or_emoji(string text, string link) => Links(text).Should().Equal(link);

    [Theory]
    [InlineData("🏴\U000E0020\U000E007F", "🏴\U000E0020\U000E007F")]
    [InlineData("🏴\U000E007E\U000E007Fx", "🏴\U000E007E\U000E007Fx")]
    [InlineData("🏴\U000E0020\U000E0020", "🏴\U000E0020\U000E0020")]
    [InlineData("🏴\U000E0067\U000E007F\U000E0061", "🏴\U000E0067\U000E007F")]
    [InlineData("🏴\U000E001F", "🏴")]
    [InlineData("🏴\U000E0080", "🏴")]
    [InlineData("😀\U000E0067", "😀")]
    [InlineData("a\U000E0067", "a")]
    public void Tags_are_part_of_a_URL_only_after_a_black_flag(string path, string linked) => Links($"https://a.org/{path}").Should().Equal($"https://a.org/{linked}");

    [Fact]
    public void A_lone_surrogate_ends_a_URL()
    {
        foreach (var surrogate in (string[])["\ud800", "\udfff", "\udc00\ud800"])
            Links($"https://a.org/b{surrogate}c").Should().Equal("https://a.org/b");
    }

    [Theory]
    [InlineData("http:*a*", "'http:' b('a')")]
    [InlineData("https:/*a*", "'https:/' b('a')")]
    [InlineData("mailto *a*", "'mailto ' b('a')")]
    [InlineData("a: *a*", "'a: ' b('a')")]
    [InlineData("xhttps://a.org/ *b*", "'xhttps://a.org/ ' b('b')")]
    public void Text_without_a_complete_scheme_is_read_as_any_other_text(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("mailto:a@b.orgを、", "mailto:a@b.org")]
    [InlineData("MAILTO:a@b.org", "MAILTO:a@b.org")]
    [InlineData("HTTP://a.org", "HTTP://a.org")]
    [InlineData("(mailto:a@b.org?subject=x)", "mailto:a@b.org?subject=x")]
    [InlineData("a:https://b.org", "https://b.org")]
    public void Each_scheme_begins_a_URL_in_upper_and_lower_case(string text, string link) => Links(text).Should().Equal(link);

    private static IEnumerable<string> Links(string text) => Markup.Parse(text).Nodes.OfType<MarkupLink>().Select(link => link.Text);
}
