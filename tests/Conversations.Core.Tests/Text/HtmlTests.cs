namespace Conversations.Tests.Text;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("*a* _b_ ~c~ ```d```", "<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>")]
    [InlineData("a\nb\r\nc\rd", "a<br/>b<br/>c<br/>d")]
    [InlineData("a\n\nb", "a<br/><br/>b")]
    [InlineData("x\n- a\r\n+ b\ny", "x<ul><li>a</li><li>b</li></ul>y")]
    [InlineData("- a\n\n- b\n\nc", "<ul><li>a</li></ul><ul><li>b</li></ul><br/>c")]
    [InlineData("a\n```\r\nb <\r\nc\r\n```\nd", "a<pre><code>b &lt;\nc</code></pre>d")]
    [InlineData("- a ```b\nc```\n- d", "<ul><li>a <pre><code>b\nc</code></pre></li><li>d</li></ul>")]
    [InlineData("<!!mention:a%22%3Cb|A & \"B\">", "<span class=\"mention\" data-user-id=\"a&quot;&lt;b\">A &amp; &quot;B&quot;</span>")]
    [InlineData("https://a.org/?a=b&c='", "<a href=\"https://a.org/?a=b&amp;c=\" rel=\"noopener nofollow\">https://a.org/?a=b&amp;c=</a>&#39;")]
    [InlineData("<https://a/\" onmouseover=\"x|y>", "<a href=\"https://a/%22%20onmouseover=%22x\" rel=\"noopener nofollow\">y</a>")]
    [InlineData("<https://x|<script>alert(1)</script>>", "&lt;https://x|&lt;script&gt;alert(1)&lt;/script&gt;&gt;")]
    public void Html_contains_the_tree_and_encodes_everything_once(string text, string html) =>
        Markup.Parse(text, MarkupOptions.ForApp).ToHtml().Should().Be(html);

    [Fact]
    public void Characters_that_XML_does_not_allow_are_replaced() =>
        Markup.Parse("a\0b\ud800c\uffffd😀").ToHtml().Should().Be("a\ufffdb\ufffdc\ufffdd😀");
}
