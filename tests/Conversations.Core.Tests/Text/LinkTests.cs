namespace Conversations.Tests.Text;

public sealed class LinkTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com")]
    [InlineData("http://example.com/a?b=c&d#e", "http://example.com/a?b=c&d#e")]
    [InlineData("HTTPS://Example.COM/A", "https://example.com/A")]
    [InlineData("https://u:p@example.com:8443/a", "https://u:p@example.com:8443/a")]
    [InlineData("https://example.com:443/%7Ea/../%2e%2e/b%2Fc", "https://example.com:443/%7Ea/../%2e%2e/b%2Fc")]
    [InlineData("https://[::1]:80/x", "https://[::1]:80/x")]
    [InlineData("https://example.com/straße", "https://example.com/stra%C3%9Fe")]
    [InlineData("https://example.com/😀", "https://example.com/%F0%9F%98%80")]
    [InlineData("https://example.com/100%", "https://example.com/100%25")]
    [InlineData("https://аpple.com", "https://xn--pple-43d.com")]
    [InlineData("https://bücher.example/x", "https://xn--bcher-kva.example/x")]
    [InlineData("https://en.wikipedia.org/wiki/Foo_(bar)", "https://en.wikipedia.org/wiki/Foo_(bar)")]
    [InlineData("mailto:a@example.com", "mailto:a@example.com")]
    [InlineData("a.b+c_d@mail.example.com", "mailto:a.b+c_d@mail.example.com")]
    [InlineData("a%41b@example.com", "mailto:a%2541b@example.com")]
    public void A_bare_URL_or_address_is_a_link(string text, string href) => Outline.Of(text).Should().Be($"link({text} → {href})");

    [Theory]
    [InlineData("(see https://a.org/x).", "'(see ' link(https://a.org/x → https://a.org/x) ').'")]
    [InlineData("https://a.org, https://b.org!", "link(https://a.org → https://a.org) ', ' link(https://b.org → https://b.org) '!'")]
    [InlineData("\"https://a.org\"", "'\"' link(https://a.org → https://a.org) '\"'")]
    [InlineData("*https://a.org*", "b(link(https://a.org → https://a.org))")]
    [InlineData("_a@b.org_", "i(link(a@b.org → mailto:a@b.org))")]
    [InlineData("见https://a.org/。", "'见' link(https://a.org/ → https://a.org/) '。'")]
    [InlineData("见：https://a.org。 x", "'见：' link(https://a.org → https://a.org) '。 x'")]
    [InlineData("a@b.org.", "link(a@b.org → mailto:a@b.org) '.'")]
    public void Punctuation_and_markers_around_a_bare_link_are_not_part_of_it(string text, string outline) =>
        Outline.Of(text).Should().Be(outline);

    [Theory]
    [InlineData("https://a.org/x_y_z", "https://a.org/x_y_z")]
    [InlineData("https://a.org/*a*/~b~/_c_d", "https://a.org/*a*/~b~/_c_d")]
    [InlineData("https://a.org/-_-/*", "https://a.org/-_-/")]
    [InlineData("_a_b@c.org", "a_b@c.org")]
    public void Markers_inside_a_URL_do_not_break_it(string text, string shown) =>
        Markup.Parse(text).Nodes.OfType<MarkupLink>().Single().Text.Should().Be(shown);

    [Theory]
    [InlineData("https://")]
    [InlineData("https:// a")]
    [InlineData("xhttps://a.org")]
    [InlineData("ftp://a.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("tel:123")]
    [InlineData("https:/a.org")]
    [InlineData("https:///a.org")]
    [InlineData("https://a@b@c.org")]
    [InlineData("https://a.org:x")]
    [InlineData("https://℀.org")]
    [InlineData("a@b")]
    [InlineData("a@1.2")]
    [InlineData("a@b..org")]
    [InlineData("@b.org")]
    [InlineData("a@b@c.org")]
    [InlineData("mailto:")]
    [InlineData("mailto:a")]
    public void Anything_but_an_absolute_http_https_or_mailto_URL_is_text(string text) => Outline.Of(text).Should().Be($"'{text}'");

    [Theory]
    [InlineData("<https://example.com|by the sea>", "label(by the sea → https://example.com)")]
    [InlineData("<https://example.comǀby the sea>", "label(by the sea → https://example.com)")]
    [InlineData("<https://example.com|a|b>", "label(a|b → https://example.com)")]
    [InlineData("<https://example.com|*a*>", "label(*a* → https://example.com)")]
    [InlineData("*<https://example.com|a>*", "b(label(a → https://example.com))")]
    [InlineData("<mailto:a@b.org?subject=x y|write>", "label(write → mailto:a@b.org?subject=x%20y)")]
    [InlineData("<https://a/\" onmouseover=\"x|y>", "label(y → https://a/%22%20onmouseover=%22x)")]
    [InlineData("<https://аpple.com|x>", "label(x → https://xn--pple-43d.com)")]
    [InlineData("<https://example.com>", "link(https://example.com → https://example.com)")]
    public void The_app_may_label_links(string text, string outline) =>
        Outline.Of(text, MarkupOptions.ForApp).Should().Be(outline);

    [Theory]
    [InlineData("<https://example.com|by the sea>")]
    [InlineData("<https://example.comǀ*a* https://b.org>")]
    public void A_user_may_not_label_links(string text)
    {
        Outline.Of(text).Should().Be($"'{text}'");
        Markup.ContainsLinkLabel($"a {text}").Should().BeTrue();
    }

    [Fact]
    public void A_user_may_write_a_URL_between_brackets()
    {
        Outline.Of("<https://example.com>").Should().Be("link(https://example.com → https://example.com)");
        Markup.ContainsLinkLabel("<https://example.com> <!!mention:a|b> <x|y> ```<https://a.org|b>```").Should().BeFalse();
    }

    [Theory]
    [InlineData("<javascript:alert(1)|x>")]
    [InlineData("<JaVaScRiPt:alert(1)|x>")]
    [InlineData("< javascript:alert(1)|x>")]
    [InlineData("<java\tscript:alert(1)|x>")]
    [InlineData("<data:text/html,x|x>")]
    [InlineData("<vbscript:x|x>")]
    [InlineData("<file:///etc/passwd|x>")]
    [InlineData("<//evil.com|x>")]
    [InlineData("<tel:123|x>")]
    [InlineData("<https://a\t.org|x>")]
    [InlineData("<https://a.org/\tx|x>")]
    [InlineData("<https://a.org/\u00a0x|x>")]
    [InlineData("<https://a.org/\u202ex|x>")]
    [InlineData("<https://a.org/\0|x>")]
    [InlineData("<https://a.org |x>")]
    [InlineData("<https://a b.org|x>")]
    [InlineData("<https://a.org\\@evil.com|x>")]
    [InlineData("<https://a.org|>")]
    [InlineData("<https://a.org| >")]
    [InlineData("<https://x|<script>alert(1)</script>>")]
    [InlineData("<|>")]
    [InlineData("<>")]
    [InlineData("<<<>>>")]
    [InlineData("<https://a.org/x y>")]
    public void Anything_else_between_brackets_is_text(string text)
    {
        Outline.Of(text, MarkupOptions.ForApp).Should().Be($"'{text}'");
        Markup.ContainsLinkLabel(text).Should().BeFalse();
    }

    [Fact]
    public void A_URL_of_2048_characters_is_a_link_and_a_longer_one_is_text()
    {
        var longest = "https://a.org/".PadRight(2_048, 'x');

        Markup.Parse(longest).Nodes.Should().ContainSingle().Which.Should().BeOfType<MarkupLink>();
        Outline.Of(longest + "x").Should().Be($"'{longest}x'");
    }
}
