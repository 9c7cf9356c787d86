using System.Collections;

namespace Conversations.Tests.Text;

public sealed class TreeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("*a* _b_ ~c~ *_~d~_*")]
    [InlineData("- a\n* *b*\r\n+ c\rd\n")]
    [InlineData("```a``` ```\r\nb\r\n```")]
    [InlineData("<https://a.org|x> <HTTPS://a.org> https://ä.org <!!mention:a%20b|c> a@b.org")]
    [InlineData("<https://a.org|*x> <!!mention:%|c> ``` *a")]
    public void A_tree_is_written_as_the_text_that_was_read(string text)
    {
        Markup.Parse(text, MarkupOptions.ForApp).ToMarkup().Should().Be(text);
        Markup.Parse(text, MarkupOptions.ForUser).ToMarkup().Should().Be(text);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("2*3 <https://a.org")]
    public void A_text_of_one_node_is_written_as_the_same_instance(string text)
    {
        var tree = Markup.Parse(text);

        tree.ToMarkup().Should().BeSameAs(text);
        tree.ToPlainText().Should().BeSameAs(text);
        tree.Nodes.Should().ContainSingle().Which.Should().BeOfType<MarkupText>().Which.Text.Should().BeSameAs(text);
    }

    [Theory]
    [InlineData("*a*", "_a_")]
    [InlineData("*a*", "~a~")]
    [InlineData("*a*", "*b*")]
    [InlineData("*a*", "a")]
    [InlineData("a", "b")]
    [InlineData("", "a")]
    [InlineData("a", "a\n")]
    [InlineData("a\n", "a\r")]
    [InlineData("a\n", "a\r\n")]
    [InlineData("- a", "* a")]
    [InlineData("- a", "- b")]
    [InlineData("```a```", "```b```")]
    [InlineData("```a```", "```\na\n```")]
    [InlineData("<https://a.org>", "https://a.org")]
    [InlineData("<https://a.org|x>", "<https://a.org|y>")]
    [InlineData("<https://a.org|x>", "<https://b.org|x>")]
    [InlineData("<!!mention:a|x>", "<!!mention:b|x>")]
    [InlineData("<!!mention:a|x>", "<!!mention:%61|x>")]
    public void Trees_of_different_texts_differ(string one, string other)
    {
        var (left, right) = (Markup.Parse(one, MarkupOptions.ForApp), Markup.Parse(other, MarkupOptions.ForApp));

        left.Equals(right).Should().BeFalse();
        right.Equals(left).Should().BeFalse();
        left.GetHashCode().Should().NotBe(right.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("*a _b_* - c")]
    [InlineData("- a\r\n* b ```c``` <https://a.org|x> <!!mention:a|b>")]
    public void Trees_of_the_same_text_are_equal(string text)
    {
        var (left, right) = (Markup.Parse(text, MarkupOptions.ForApp), Markup.Parse(new string(text.AsSpan()), MarkupOptions.ForApp));

        left.Equals(right).Should().BeTrue();
        left.Equals((object)right).Should().BeTrue();
        left.GetHashCode().Should().Be(right.GetHashCode());
    }

    [Fact]
    public void A_tree_differs_from_null_from_anything_else_and_from_the_same_text_with_other_options()
    {
        var tree = Markup.Parse("<https://a.org|x>");

        tree.Equals((object)"<https://a.org|x>").Should().BeFalse();
        tree.Equals(Markup.Parse("<https://a.org|x>", MarkupOptions.ForApp)).Should().BeFalse();
        tree.Nodes.Equals(tree).Should().BeFalse();
        tree.Equals((MarkupDocument?)null).Should().BeFalse();
    }

    [Fact]
    public void Nodes_are_a_list()
    {
        var nodes = Markup.Parse("a\n*b*").Nodes;

        nodes.Should().HaveCount(3).And.Equal(nodes[0], nodes[1], nodes[2]);
        ((IEnumerable)nodes).Cast<MarkupNode>().Should().Equal(nodes);
        nodes[2].Should().BeOfType<MarkupSpan>().Which.Children.Should().ContainSingle();
        FluentActions.Invoking(() => nodes[3]).Should().Throw<IndexOutOfRangeException>();
    }

    [Fact]
    public void A_text_that_is_not_read_is_one_node()
    {
        Outline.Of(MarkupDocument.OfText("*a*").Nodes).Should().Be("'*a*'");
        MarkupDocument.OfText("*a*").Equals(Markup.Parse("*a*")).Should().BeFalse();
    }

    [Fact]
    public void The_options_allow_labels_to_the_app_only_and_50_mentions()
    {
        MarkupOptions.ForUser.Should().Be(new MarkupOptions { AllowLinkLabels = false, MaxMentions = 50 });
        MarkupOptions.ForApp.Should().Be(new MarkupOptions { AllowLinkLabels = true, MaxMentions = 50 });
        new MarkupOptions { MaxMentions = 0 }.MaxMentions.Should().Be(0);
        Outline.Of("<!!mention:a|b>", new() { MaxMentions = 0 }).Should().Be("'<!!mention:a|b>'");
        Outline.Of("<!!mention:a|b><!!mention:a|b>", new() { MaxMentions = 1 }).Should().Be("mention(a → b) '<!!mention:a|b>'");
    }
}
