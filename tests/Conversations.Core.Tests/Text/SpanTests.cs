namespace Conversations.Tests.Text;

public sealed class SpanTests
{
    [Theory]
    [InlineData("*bold*", "b('bold')")]
    [InlineData("_italic_", "i('italic')")]
    [InlineData("~strike~", "s('strike')")]
    [InlineData("*a*", "b('a')")]
    [InlineData("*two words*", "b('two words')")]
    [InlineData("*_~all~_*", "b(i(s('all')))")]
    [InlineData("~a _b *c* d_ e~", "s('a ' i('b ' b('c') ' d') ' e')")]
    [InlineData("\"*a*\", _b_!", "'\"' b('a') '\", ' i('b') '!'")]
    [InlineData("*😀*", "b('😀')")]
    [InlineData("*é*", "b('é')")]
    [InlineData("*(a)*", "b('(a)')")]
    public void Two_markers_at_word_boundaries_enclose_a_span(string text, string outline) =>
        Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("snake_case_name")]
    [InlineData("2*3*4")]
    [InlineData("2 * 3 * 4")]
    [InlineData("a*b*")]
    [InlineData("*a*b")]
    [InlineData("é*a*")]
    [InlineData("e\u0301*a*")]
    [InlineData("𝒜*a*")]
    [InlineData("*a*𝒜")]
    [InlineData("* a*")]
    [InlineData("x * a*")]
    [InlineData("*a *")]
    [InlineData("*a")]
    [InlineData("a*")]
    [InlineData("a *")]
    [InlineData("*a\t*")]
    [InlineData("*\ta*")]
    [InlineData("a_")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("***")]
    [InlineData("**a**")]
    [InlineData("__init__")]
    [InlineData("~~a~~")]
    [InlineData("**a*")]
    [InlineData("^_^ ^_^")]
    [InlineData("*.*")]
    public void Markers_anywhere_else_are_text(string text) =>
        Outline.Of(text).Should().StartWith(text.StartsWith("* ", StringComparison.Ordinal) ? "item*(" : $"'{text}'");

    [Theory]
    [InlineData("*a\nb*", "'*a' LF 'b*'")]
    [InlineData("*a\r\nb*", "'*a' CRLF 'b*'")]
    [InlineData("_a\rb_", "'_a' CR 'b_'")]
    public void A_span_does_not_cross_lines(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("*a *b* c*", "b('a *b') ' c*'")]
    [InlineData("*a _b *c*_ d*", "b('a _b *c') '_ d*'")]
    public void A_span_does_not_contain_a_span_of_the_same_style(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("*a _b* c_", "b('a _b') ' c_'")]
    [InlineData("_a *b_ *c*", "i('a *b') ' ' b('c')")]
    [InlineData("_a *b_ c*", "i('a *b') ' c*'")]
    [InlineData("*a ~b* c~", "b('a ~b') ' c~'")]
    [InlineData("~a _b~ c_", "s('a _b') ' c_'")]
    [InlineData("~a *b~ c*", "s('a *b') ' c*'")]
    [InlineData("_a ~b_ c~", "i('a ~b') ' c~'")]
    [InlineData("*a _b_ c*", "b('a ' i('b') ' c')")]
    [InlineData("_a ~b~ c_", "i('a ' s('b') ' c')")]
    [InlineData("~a *b* c~", "s('a ' b('b') ' c')")]
    [InlineData("- *_~a~_* b", "item-(b(i(s('a'))) ' b')")]
    public void A_marker_inside_a_span_does_not_open_a_span_that_ends_outside(string text, string outline) =>
        Outline.Of(text).Should().Be(outline);

    [Fact]
    public void Punctuation_around_a_span_stays()
    {
        Outline.Of("(*a*)").Should().Be("'(' b('a') ')'");
        Markup.ToPlainText("(*a*)").Should().Be("(a)");
    }

    [Fact]
    public void Two_spans_of_one_letter_on_a_line_stay_separate() => Outline.Of("*a* *b*").Should().Be("b('a') ' ' b('b')");

    [Fact]
    public void Entities_are_literal_text()
    {
        Markup.ToPlainText("&lt; &#60;").Should().Be("&lt; &#60;");
        Markup.Parse("&lt; &#60;").ToHtml().Should().Be("&amp;lt; &amp;#60;");
    }

    [Theory]
    [InlineData("{{7*7}}")]
    [InlineData("${jndi:ldap://x}")]
    [InlineData("%s%n")]
    [InlineData("{0}")]
    [InlineData("")]
    public void Templates_are_literal_text(string text)
    {
        Markup.ToPlainText(text).Should().Be(text);
        Markup.Parse(text).ToHtml().Should().Be(text);
    }
}
