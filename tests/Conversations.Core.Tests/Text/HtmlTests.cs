namespace Conversations.Tests.Text;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("*a* _b_ ~c~ ```d```", "<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>")]
    [InlineData("a\nb\r\nc\rd", "a<br/>b<br/>c<br/>d")]
    [InlineData("a\n\nb", "a<br/><br/>b")]
    [InlineData("\na", "<br/>a")]
    [InlineData("a\n", "a<br/>")]
    [InlineData("- a\n", "<ul><li>a</li></ul>")]
    [InlineData("- a\n- b", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("- a\n- b\n- c", "<ul><li>a</li><li>b</li><li>c</li></ul>")]
    [InlineData("- a\nb\n- c", "<ul><li>a</li></ul>b<ul><li>c</li></ul>")]
    [InlineData("```a```\nb\n```c```", "<code>a</code><br/>b<br/><code>c</code>")]
    [InlineData("```\na\n```\nb", "<pre><code>a</code></pre>b")]
    [InlineData("```a\rb\r\n\rc```", "<pre><code>a\nb\n\nc</code></pre>")]
    [InlineData("<&>\"'&lt;", "&lt;&amp;&gt;&quot;&#39;&amp;lt;")]
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

    [Fact]
    public void Lone_surrogates_are_replaced_and_pairs_are_not()
    {
        Html("a\ud800").Should().Be("a\ufffd");
        Html("\ud800\ud800").Should().Be("\ufffd\ufffd");
        Html("\udc00\udc01a").Should().Be("\ufffd\ufffda");
        Html("\udc00").Should().Be("\ufffd");
        Html("\ud800😀\udc00").Should().Be("\ufffd😀\ufffd");
        Html("😀😀").Should().Be("😀😀");
    }

    [Theory]
    [InlineData("&<>\"'\r", true)]
    [InlineData("\0\u0008\u000b\u000c\u000e\u001f\ufffe\uffff", true)]
    [InlineData("\t\n !#%(;=?A~\u007f\u0085\u00a0é\ud7ff\ue000\ufffd", false)]
    public void Characters_of_HTML_and_those_that_XML_does_not_allow_are_special(string units, bool isSpecial) =>
        units.ToCharArray().Should().OnlyContain(unit => HtmlWriter.IsSpecial(unit) == isSpecial);

    private static string Html(string text) => Markup.Parse(text).ToHtml();
}
