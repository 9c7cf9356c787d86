using Conversations.Tests.Model;

namespace Conversations.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("House <https://example.com|by the sea>", "House by the sea")]
    [InlineData("*a* _b_ ~c~ ```d```", "a b c d")]
    [InlineData("- *a*\r\n+ b", "- a\r\n+ b")]
    [InlineData("```\na\n```", "a")]
    [InlineData("<!!mention:alice|Alice>, see <https://a.org> or https://b.org", "Alice, see https://a.org or https://b.org")]
    public void Plain_text_is_what_a_reader_sees(string text, string plain)
    {
        Markup.ToPlainText(text, MarkupOptions.ForApp).Should().Be(plain);
        Markup.Parse(text, MarkupOptions.ForApp).ToPlainText().Should().Be(plain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Is it still available?")]
    [InlineData("snake_case 2*3*4 <3 a: b@c `x` ~5 _ *")]
    [InlineData("- a\r\n- b\n\n* c")]
    public async Task A_text_without_markup_is_returned_as_the_same_instance_without_any_allocation(string text)
    {
        Markup.ToPlainText(text).Should().BeSameAs(text);
        (await Allocation.OfAsync(() => Markup.ToPlainText(text))).Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Is it still available?")]
    [InlineData("snake_case 2*3*4 <3 a: b@c `x` ~5 _ *")]
    [InlineData("- a\r\n- b\n\n* c")]
    [InlineData("see https://a.org/ä or ann@b.org")]
    [InlineData("<https://a.org|x>")]
    public void A_text_of_which_everything_is_seen_is_returned_as_the_same_instance(string text) => Markup.ToPlainText(text).Should().BeSameAs(text);

    [Theory]
    [InlineData("*a*", "a")]
    [InlineData("<https://a.org>", "https://a.org")]
    [InlineData("<https://a.org> <https://b.org>", "https://a.org https://b.org")]
    [InlineData("<!!mention:a|b>", "b")]
    [InlineData("```a```", "a")]
    public void A_text_with_one_mark_or_two_is_returned_without_them(string text, string plain)
    {
        Markup.ToPlainText(text).Should().Be(plain);
        Markup.Parse(text).ToPlainText().Should().Be(plain);
        Markup.Preview(text, 100, MarkupOptions.ForApp).Should().Be(plain);
    }

    [Theory]
    [InlineData("*abc* d", 4, "abc ")]
    [InlineData("a👩‍👩‍👧‍👦b", 2, "a👩‍👩‍👧‍👦")]
    [InlineData("😀", 0, "")]
    [InlineData("a\r\nb", 2, "a\r\n")]
    [InlineData("abc", 9, "abc")]
    public void A_preview_never_splits_a_character(string text, int most, string preview) =>
        Markup.Preview(text, most).Should().Be(preview);

    [Fact]
    public void A_preview_keeps_500_combining_marks_together()
    {
        var marked = "e" + new string('\u0301', 500);

        Markup.Preview(marked + "x", 1).Should().Be(marked);
        FluentActions.Invoking(() => Markup.Preview("a", -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(9_000, 80, 0)]
    [InlineData(1_024, 1, 0)]
    [InlineData(1_023, 1, 1_024)]
    [InlineData(1_279, 80, 1_280)]
    public void A_preview_has_at_most_16_units_for_each_character_or_1024_and_ends_before_a_longer_character(int marks, int most, int length) =>
        Markup.Preview("e" + new string('\u0301', marks), most).Length.Should().Be(length);

    [Fact]
    public void A_preview_of_many_long_characters_is_bounded_and_ends_between_two_of_them()
    {
        var character = "e" + new string('\u0301', 99);

        var preview = Markup.Preview(string.Concat(Enumerable.Repeat(character, 90)), 80);

        preview.Should().Be(string.Concat(Enumerable.Repeat(character, 12)));
        Markup.Preview("abc", int.MaxValue).Should().Be("abc");
    }

    [Fact]
    public void Null_is_refused()
    {
        FluentActions.Invoking(() => Markup.Parse(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Markup.ToPlainText(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Markup.Preview(null!, 1)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Markup.Mentions(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Markup.ContainsLinkLabel(null!)).Should().Throw<ArgumentNullException>();
    }
}
