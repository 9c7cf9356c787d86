namespace Conversations.Tests.Text;

public sealed class HostTests
{
    public static TheoryData<string> Ambiguous { get; } =
    [
        "·", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2010", "\u2011", "\u30fb", "\uff65", "\u3002", "\uff0e", "\uff61",
        "\u2024", "\uff0d", "\ufe63", "\ufe52", "\uff45", "\uff25", "\u034f", "\u115f", "\u3164", "\u2800", "\u180e", "\ufe0f", "\u0301", "\u0308", "\u017f",
        "\u212a", "\u00aa", "\u1e9e", "\u0130", "\ufb01", "\u2460", "\u0640", "\uff0f", "\u2044", "\u2215", "\u00bd", "\ue000", "\U0001D41A",
        "\U0001F600", "\U000E0041", "、", "）", "…", "\u05f3", "\u0660", "\u3099", "\u0378", "\U0001E900", "·\u00ad", "\u200b、", "。」",
    ];

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public void A_host_with_a_character_that_programs_read_differently_is_text(string character)
    {
        foreach (var rest in (string[])["", "/", "/a", ":80/", "?q", "#f", " x"])
        {
            foreach (var host in (string[])[$"col{character}legi.cat", $"www.a{character}b.org", $"a.org{character}b", $"example.com{character}evil.org"])
            {
                var text = $"https://{host}{rest}";

                Markup.Parse(text).Nodes.OfType<MarkupLink>().Should().BeEmpty("of {0}", text);
                Markup.Parse($"<{text.Trim()}|x>", MarkupOptions.ForApp).Nodes.OfType<MarkupLink>().Should().BeEmpty("of {0}", text);
            }
        }
    }

    [Theory]
    [InlineData("https://example.com\u01c0b", "text")]
    [InlineData("https://example.com\u01c0 b", "https://example.com")]
    [InlineData("https://example.com/\u01c0b", "https://example.com/")]
    public void The_separator_that_looks_like_a_bar_does_not_cut_a_host(string text, string link) =>
        (Markup.Parse(text).Nodes.OfType<MarkupLink>().SingleOrDefault()?.Text ?? "text").Should().Be(link);

    [Theory]
    [InlineData("https://محم\u0651\u064eد.com/")]
    [InlineData("https://ש\u05c1\u05b8לום.com/")]
    [InlineData("https://ท\u0e48\u0e38.com/")]
    [InlineData("https://မ\u103a\u1037.com/")]
    [InlineData("https://[fe80::1%eth0]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("http://256.1.1.1/")]
    [InlineData("http://1.2.3.4.5/")]
    [InlineData("http://a.1/")]
    [InlineData("https://ä.com../")]
    public void A_host_that_browsers_read_differently_or_refuse_is_text(string link)
    {
        Markup.Parse(link).Nodes.OfType<MarkupLink>().Should().BeEmpty();
        Markup.Parse($"<{link}>").Nodes.OfType<MarkupLink>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("ann@example.com.-Bob", "text")]
    [InlineData("ann@-x.de", "text")]
    [InlineData("ann@x-.de", "text")]
    public void A_label_of_an_address_does_not_begin_or_end_with_a_hyphen(string text, string link) =>
        (Markup.Parse(text).Nodes.OfType<MarkupLink>().SingleOrDefault()?.Text ?? "text").Should().Be(link);

    [Theory]
    [InlineData("https://محم\u064e\u0651د.com", "https://xn--sgbe8db9bs.com")]
    [InlineData("https://VIỆT.vn/", "https://xn--vit-5kz.vn/")]
    [InlineData("https://ä.com./", "https://xn--4ca.com./")]
    [InlineData("http://127.0.0.1/", "http://127.0.0.1/")]
    [InlineData("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC")]
    [InlineData("https://BÜCHER.Example/Ü", "https://xn--bcher-kva.example/%C3%9C")]
    [InlineData("https://straße.example", "https://xn--strae-oqa.example")]
    [InlineData("https://пример.испытание", "https://xn--e1afmkfd.xn--80akhbyknj4f")]
    [InlineData("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/")]
    [InlineData("https://מבחן.example", "https://xn--5dbmtg.example")]
    [InlineData("https://испытание.example", "https://xn--80akhbyknj4f.example")]
    [InlineData("https://www.abc日本.example/x", "https://www.xn--abc-v08fl0d.example/x")]
    [InlineData("https://u:p@bücher.example:80/x", "https://u:p@xn--bcher-kva.example:80/x")]
    [InlineData("mailto:a@bücher.example", "mailto:a@xn--bcher-kva.example")]
    [InlineData("https://xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    public void An_international_host_is_linked_as_Punycode(string text, string href) =>
        Markup.Parse(text).Nodes.Should().ContainSingle().Which.Should().BeOfType<MarkupLink>().Which.Href.Should().Be(href);

    [Fact]
    public void The_conversion_of_a_host_returns_what_the_framework_returns_for_hosts_that_all_programs_read_alike()
    {
        var mapping = new System.Globalization.IdnMapping();
        foreach (var host in (string[])["bücher", "ñandú.es", "пример", "日本語。".TrimEnd('。'), "中国", "台灣", "ひらがな", "カタカナ", "한국", "παράδειγμα", "ايران", "देवनागरी", "aé9-ö", "ü" + new string('a', 50)])
            HostName.ToAscii(host).Should().Be(mapping.GetAscii(host), "of {0}", host);
    }

    [Theory]
    [InlineData("-é.org")]
    [InlineData("é-.org")]
    [InlineData("xn--é.org")]
    [InlineData("é..org")]
    [InlineData(".é.org")]
    [InlineData("é_.org")]
    [InlineData("é%41.org")]
    [InlineData("\u0e31ก.org")]
    public void A_host_that_is_not_valid_is_not_converted(string host) => HostName.ToAscii(host).Should().BeNull();

    [Fact]
    public void A_label_of_63_and_a_host_of_253_characters_are_the_longest()
    {
        HostName.ToAscii("é" + new string('a', 54)).Should().HaveLength(63 - 1);
        HostName.ToAscii("é" + new string('a', 60)).Should().BeNull();
        HostName.ToAscii("é." + string.Join('.', Enumerable.Repeat(new string('a', 60), 5))).Should().BeNull();
    }
}
