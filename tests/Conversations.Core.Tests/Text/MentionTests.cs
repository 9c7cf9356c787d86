using static System.FormattableString;

namespace Conversations.Tests.Text;

public sealed class MentionTests
{
    [Theory]
    [InlineData("<!!mention:alice|Alice>", "mention(alice → Alice)")]
    [InlineData("<!!mention:aliceǀAlice>", "mention(alice → Alice)")]
    [InlineData("<!!mention:a%20b%7C%3E%C3%A9|A *B*>", "mention(a b|>é → A *B*)")]
    [InlineData("<!!mention:é😀|x>", "mention(é😀 → x)")]
    [InlineData("*<!!mention:alice|Alice>*, hi", "b(mention(alice → Alice)) ', hi'")]
    public void A_mention_names_a_user(string text, string outline) => Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("<!!mention:|x>")]
    [InlineData("<!!mention:alice>")]
    [InlineData("<!!mention:alice|>")]
    [InlineData("<!!mention:alice|a\0")]
    [InlineData("<!!mention:a b|x>")]
    [InlineData("<!!mention:%20a|x>")]
    [InlineData("<!!mention:%|x>")]
    [InlineData("<!!mention:%4|x>")]
    [InlineData("<!!mention:%zz|x>")]
    [InlineData("<!!mention:%FF|x>")]
    [InlineData("<!!mention:%C3|x>")]
    [InlineData("<!!mention:%ED%A0%80|x>")]
    [InlineData("<!!mention:%00|x>")]
    [InlineData("<!!mention:%0A|x>")]
    [InlineData("<!!mention:%4g|x>")]
    [InlineData("<!!mention:a%|x>")]
    [InlineData("<!!mention:%C3%A|x>")]
    [InlineData("<!!mention:a\u00a0b|x>")]
    [InlineData("<!!mention:a%20|x>")]
    [InlineData("<!!Mention:a|x>")]
    [InlineData("<!!mention:a|\u200b>")]
    [InlineData("<!mention:alice|x>")]
    [InlineData("<!!mention:<!!mention:alice|x")]
    public void A_mention_without_a_valid_id_or_without_a_name_is_text(string text)
    {
        Outline.Of(text).Should().Be($"'{text}'");
        Markup.Mentions(text).Should().BeEmpty();
    }

    [Fact]
    public void A_lone_surrogate_is_not_a_valid_id_in_a_mention() => Markup.Mentions("<!!mention:\ud800|x>").Should().BeEmpty();

    [Fact]
    public void An_id_in_a_mention_has_at_most_255_bytes()
    {
        var (longest, longer) = (Repeat("%C3%A9", 127) + "x", Repeat("%C3%A9", 128));

        Markup.Mentions($"<!!mention:{longest}|x>").Should().Equal(new UserId(Repeat("é", 127) + "x"));
        Markup.Mentions($"<!!mention:{longer}|x>").Should().BeEmpty();
    }

    [Fact]
    public void An_id_in_a_mention_has_at_most_765_characters_with_its_percent_encoding()
    {
        Markup.Mentions($"<!!mention:{Repeat("%41", 255)}|x>").Should().Equal(new UserId(Repeat("A", 255)));
        Markup.Mentions($"<!!mention:{Repeat("%41", 256)}|x>").Should().BeEmpty();
        Markup.Mentions($"<!!mention:{Repeat("A", 256)}|x>").Should().BeEmpty();
        Markup.Mentions($"<!!mention:{Repeat("A", 254)}é|x>").Should().BeEmpty();
        Markup.Mentions($"<!!mention:{Repeat("A", 253)}é|x>").Should().ContainSingle();
        Markup.Mentions($"<!!mention:{Repeat("A", 252)}😀|x>").Should().BeEmpty();
    }

    [Fact]
    public void A_text_that_mentions_nobody_gives_the_same_empty_list() => Markup.Mentions("a <!! b").Should().BeSameAs(Markup.Mentions("c"));

    [Fact]
    public void Each_mentioned_user_is_listed_once_in_order() =>
        Markup.Mentions("<!!mention:b|B> ```<!!mention:x|X>``` <!!mention:a|A> <!!mention:b|Bob>")
            .Should().Equal(new UserId("b"), new UserId("a"));

    [Fact]
    public void The_first_fifty_mentions_count_and_the_rest_is_text()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => Invariant($"<!!mention:u{i}|n>")));

        Markup.Mentions(text).Should().Equal(Enumerable.Range(0, 50).Select(i => new UserId(Invariant($"u{i}"))));
        Markup.Parse(text).Nodes.Should().HaveCount(51);
        Markup.ToPlainText(text).Should().StartWith(Repeat("n", 50) + "<!!mention:u50|n>");
        Markup.Mentions(text, new() { MaxMentions = 2 }).Should().HaveCount(2);
    }

    [Fact]
    public void A_negative_maximum_number_of_mentions_is_refused() =>
        FluentActions.Invoking(() => new MarkupOptions { MaxMentions = -1 }).Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData("alice", "Alice", "<!!mention:alice|Alice>")]
    [InlineData("a b|>é%ǀ<", "A|B ǀ *x*", "<!!mention:a%20b%7C%3E%C3%A9%25%C7%80%3C|A|B ǀ *x*>")]
    public void A_written_mention_reads_back_as_the_same_id_and_name(string id, string name, string written)
    {
        Markup.Mention(new(id), name).Should().Be(written);
        Outline.Of($"hi {written}!").Should().Be($"'hi ' mention({id} → {name}) '!'");
    }

    [Theory]
    [InlineData("id", "a<b>c\r\nd", "a‹b›c  d")]
    [InlineData("i<d", "", "i‹d")]
    [InlineData("i<d", " \u3164\u202e", "i‹d")]
    [InlineData("\u3164", "", "%E3%85%A4")]
    public void A_written_mention_replaces_what_a_name_cannot_contain_and_uses_the_id_if_nothing_is_visible(string id, string name, string shown)
    {
        var mention = Markup.Parse(Markup.Mention(new(id), name)).Nodes.Should().ContainSingle().Which.Should().BeOfType<MarkupMention>().Which;

        (mention.UserId, mention.Name).Should().Be((new UserId(id), shown));
    }

    [Fact]
    public void The_longest_id_can_be_mentioned() =>
        Markup.Mentions(Markup.Mention(new(Repeat("é", 127) + "|"), "x")).Should().Equal(new UserId(Repeat("é", 127) + "|"));

    [Fact]
    public void A_mention_of_nobody_or_without_a_name_is_refused()
    {
        FluentActions.Invoking(() => Markup.Mention(default, "x")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Markup.Mention(new("a"), null!)).Should().Throw<ArgumentNullException>();
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
