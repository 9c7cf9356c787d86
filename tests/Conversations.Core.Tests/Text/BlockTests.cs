namespace Conversations.Tests.Text;

public sealed class BlockTests
{
    [Theory]
    [InlineData("- a", "item-('a')")]
    [InlineData("* a", "item*('a')")]
    [InlineData("+ a", "item+('a')")]
    [InlineData("- *a* b", "item-(b('a') ' b')")]
    [InlineData("* *a*", "item*(b('a'))")]
    [InlineData("* a* b", "item*('a* b')")]
    [InlineData("x\n- a\n- b\ny", "'x' LF item-('a') LF item-('b') LF 'y'")]
    [InlineData("- - a", "item-('- a')")]
    public void A_line_that_starts_with_a_marker_and_a_space_is_a_bullet(string text, string outline) =>
        Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("-a", "'-a'")]
    [InlineData(" - a", "' - a'")]
    [InlineData("- ", "'- '")]
    [InlineData("- \nx", "'- ' LF 'x'")]
    [InlineData("- \rx", "'- ' CR 'x'")]
    [InlineData("-\nx", "'-' LF 'x'")]
    [InlineData("/ a", "'/ a'")]
    [InlineData("- a\nb - c", "item-('a') LF 'b - c'")]
    [InlineData("x - a", "'x - a'")]
    [InlineData("-", "'-'")]
    public void Any_other_line_is_not_a_bullet(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("- a\r\n- b\r\n", "item-('a') CRLF item-('b') CRLF")]
    [InlineData("- a\r- b", "item-('a') CR item-('b')")]
    [InlineData("- a\r", "item-('a') CR")]
    [InlineData("\r", "CR")]
    [InlineData("a\r", "'a' CR")]
    [InlineData("\n\r", "LF CR")]
    [InlineData("\r\r\n\n", "CR CRLF LF")]
    public void A_bullet_does_not_end_with_a_carriage_return(string text, string outline) =>
        Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("```a```", "code(a)")]
    [InlineData("x ```*a* <https://a.org> _b_``` y", "'x ' code(*a* <https://a.org> _b_) ' y'")]
    [InlineData("*a ```b``` c*", "b('a ' code(b) ' c')")]
    [InlineData("*a ```b*```", "'*a ' code(b*)")]
    [InlineData("```\na\nb\n```", "block(a\nb)")]
    [InlineData("```\r\na\r\n```", "block(a)")]
    [InlineData("```a\nb```", "block(a\nb)")]
    [InlineData("```\n```", "block()")]
    [InlineData("```\r\n```", "block()")]
    [InlineData("```\n\n```", "block()")]
    [InlineData("```\n\n\n```", "block(\n)")]
    [InlineData("```\n\r\n```", "block()")]
    [InlineData("```\r\n\r\n```", "block()")]
    [InlineData("```\r\r```", "block()")]
    [InlineData("```\n\r```", "block()")]
    [InlineData("```a\r\n```", "block(a)")]
    [InlineData("```a\r```", "block(a)")]
    [InlineData("```a\n\n```", "block(a\n)")]
    [InlineData("```\n\na```", "block(\na)")]
    [InlineData("x ```a``` ```b```", "'x ' code(a) ' ' code(b)")]
    [InlineData("```a````", "code(a) '`'")]
    [InlineData("```````", "code(`)")]
    public void Code_is_literal_between_two_fences(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("```a")]
    [InlineData("```")]
    [InlineData("``````")]
    [InlineData("`a`")]
    [InlineData("```a``")]
    public void Backticks_without_two_fences_around_a_text_are_text(string text) => Outline.Of(text).Should().Be($"'{text}'");

    [Fact]
    public void A_bullet_line_inside_a_code_block_does_not_end_the_block() =>
        Outline.Of("```\n- a\n* b\n```\n- c").Should().Be("block(- a\n* b) LF item-('c')");

    [Fact]
    public void A_block_of_code_ends_the_spans_of_its_line() =>
        Outline.Of("*a ```b\nc``` d*").Should().Be("'*a ' block(b\nc) ' d*'");

    [Fact]
    public void A_block_of_code_that_begins_in_a_bullet_belongs_to_the_bullet() =>
        Outline.Of("- a ```b\nc``` d\ne").Should().Be("item-('a ' block(b\nc) ' d') LF 'e'");
}
