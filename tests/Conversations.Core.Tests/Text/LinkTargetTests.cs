namespace Conversations.Tests.Text;

/// <summary>Tests the targets of links between brackets, which may contain what ends a bare URL.</summary>
public sealed class LinkTargetTests
{
    [Theory]
    [InlineData("HTTPS://example.com/", "https://example.com/")]
    [InlineData("https://Example.com/", "https://example.com/")]
    [InlineData("Http://u:P@a.org/X", "http://u:P@a.org/X")]
    [InlineData("https://ü@a.org/", "https://%C3%BC@a.org/")]
    [InlineData("https://ü:%41@ä.org:80/ö?ä#ü", "https://%C3%BC:%41@xn--4ca.org:80/%C3%B6?%C3%A4#%C3%BC")]
    [InlineData("https://example.com:8443/straße", "https://example.com:8443/stra%C3%9Fe")]
    [InlineData("https://a.org:0/", "https://a.org:0/")]
    [InlineData("https://a.org:65535/", "https://a.org:65535/")]
    [InlineData("https://[::1]:65535/ä", "https://[::1]:65535/%C3%A4")]
    [InlineData("https://a.org:", "https://a.org:")]
    [InlineData("https://a.org?q", "https://a.org?q")]
    [InlineData("https://a.org#f", "https://a.org#f")]
    [InlineData("https://a.org/x y", "https://a.org/x%20y")]
    [InlineData("https://a.org/x\\y", "https://a.org/x%5Cy")]
    [InlineData("https://a.org/@b:c@d", "https://a.org/@b:c@d")]
    [InlineData("https://a.org/👩\u200d💻", "https://a.org/%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB")]
    [InlineData("https://a.org/%4", "https://a.org/%254")]
    [InlineData("https://127.0.0.1:80", "https://127.0.0.1:80")]
    [InlineData("https://a-b.org", "https://a-b.org")]
    [InlineData("mailto:a@b.org", "mailto:a@b.org")]
    [InlineData("MAILTO:A@b.org", "mailto:A@b.org")]
    [InlineData("mailto:a%é@b.org?cc=c@d.org#é", "mailto:a%25%C3%A9@b.org?cc=c@d.org#%C3%A9")]
    [InlineData("mailto:a@b.org#x/y", "mailto:a@b.org#x/y")]
    public void A_target_is_written_in_ASCII(string target, string href) =>
        Outline.Of($"<{target}|x>", MarkupOptions.ForApp).Should().Be($"label(x → {href})");

    [Theory]
    [InlineData("https://a.org:65536/")]
    [InlineData("https://a.org:+1/")]
    [InlineData("https://a.org:8x/")]
    [InlineData("https://a.org: 8/")]
    [InlineData("https://[::1]x/")]
    [InlineData("https://[::1/")]
    [InlineData("https://a b@c.org")]
    [InlineData("https://a@b@c.org")]
    [InlineData("https://a@b:80@c.org")]
    [InlineData("https://a:b@c:80@d.org/")]
    [InlineData("https://%61.org")]
    [InlineData("https://a%2eorg")]
    [InlineData("https://a.org\\b")]
    [InlineData("https://u@a.org\\@b.org")]
    [InlineData("http://a.1./")]
    [InlineData("https://.org")]
    [InlineData("https://a..org")]
    [InlineData("https://:80")]
    [InlineData("https://?a")]
    [InlineData("https://#a")]
    [InlineData("https://@/")]
    [InlineData("https://a.org/x ")]
    public void A_target_without_a_valid_host_or_port_is_text(string target) => HasNoLabel(target);

    [Theory]
    [InlineData("mailto:")]
    [InlineData("mailto:a")]
    [InlineData("mailto:@b.org")]
    [InlineData("mailto:a@")]
    [InlineData("mailto:?to=a@b.org")]
    [InlineData("mailto:#a@b.org")]
    [InlineData("mailto:a b@c.org")]
    [InlineData("mailto:a/b@c.org")]
    [InlineData("mailto:a\\b@c.org")]
    [InlineData("mailto:a@é_.org")]
    [InlineData("mailto:a@b!.org")]
    [InlineData("mailto:a@b@c.org")]
    [InlineData("mailto:a@b..org")]
    [InlineData("mailto:a@.org")]
    [InlineData("mailto:a@b.org:80")]
    [InlineData("mailto:a@b.org/c")]
    public void A_mailto_URL_without_a_valid_address_is_text(string target) => HasNoLabel(target);

    [Theory]
    [InlineData('\t')]
    [InlineData('\0')]
    [InlineData('\u007f')]
    [InlineData('\u0085')]
    [InlineData('\u00a0')]
    [InlineData('\u00ad')]
    [InlineData('\u200b')]
    [InlineData('\u2028')]
    [InlineData('\u202e')]
    [InlineData('\u3000')]
    [InlineData('\ue000')]
    [InlineData('\u0378')]
    [InlineData('\uffff')]
    public void A_target_with_an_invisible_character_is_text(char unit)
    {
        HasNoLabel($"https://a.org/x{unit}y");
        HasNoLabel($"mailto:a@b.org?subject=x{unit}y");
    }

    [Fact]
    public void A_target_with_a_lone_surrogate_is_text()
    {
        HasNoLabel("https://a.org/\ud800");
        HasNoLabel("https://a.org/\udc00x");
    }

    [Theory]
    [InlineData("<https://a.org|a<b>")]
    [InlineData("<https://a.org|a")]
    [InlineData("<https://a.org")]
    [InlineData("<https://a.org<b>")]
    [InlineData("<!!mention:a|b<c>")]
    public void Brackets_that_do_not_enclose_a_target_are_text(string text) => Outline.Of(text, MarkupOptions.ForApp).Should().Be($"'{text}'");

    [Theory]
    [InlineData("<https://a.org|a\nb>", "'<https://a.org|a' LF 'b>'")]
    [InlineData("<https://a.org|a\rb>", "'<https://a.org|a' CR 'b>'")]
    [InlineData("<https://a.org\n|b>", "'<https://a.org' LF '|b>'")]
    [InlineData("<https://a.org\r|b>", "'<https://a.org' CR '|b>'")]
    [InlineData("<!!mention:a\n|b>", "'<!!mention:a' LF '|b>'")]
    public void A_line_break_ends_brackets(string text, string outline) => Outline.Of(text, MarkupOptions.ForApp).Should().Be(outline);

    [Fact]
    public void A_target_of_2048_characters_is_a_link_and_a_longer_one_is_text()
    {
        var longest = "https://a.org/é".PadRight(2_048, 'x');

        Outline.Of($"<{longest}|y>", MarkupOptions.ForApp).Should().StartWith("label(y → https://a.org/%C3%A9x");
        HasNoLabel(longest + "x");
    }

    [Fact]
    public void Any_of_several_labels_is_found()
    {
        Markup.ContainsLinkLabel("<https://a.org|b> <https://c.org|d>").Should().BeTrue();
        Markup.ContainsLinkLabel("<https://a.org|b> <https://c.org>").Should().BeTrue();
        Markup.ContainsLinkLabel("<https://a.org>").Should().BeFalse();
        Markup.ContainsLinkLabel("https://a.org").Should().BeFalse();
    }

    private static void HasNoLabel(string target)
    {
        var text = $"<{target}|x>";

        Markup.Parse(text, MarkupOptions.ForApp).Nodes.OfType<MarkupLink>().Should().NotContain(link => link.HasLabel, "of {0}", text);
        Markup.ContainsLinkLabel(text).Should().BeFalse();
    }
}
