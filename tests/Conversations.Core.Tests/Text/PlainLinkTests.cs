using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Text;

public sealed class PlainLinkTests
{
    private static readonly Gen<string> Urls =
        from scheme in Gen.Elements("https://", "https://", "http://", "http://", "HTTP://", "mailto:")
        from host in UpTo(4, "a", "org", "xn", ".", "-", "0", "A", new string('b', 62))
        from end in Gen.Elements("", "/", "?", "#", "\\")
        from rest in UpTo(3, "a", "/", "?", "#", "%41", "%", "é", "\"", " ", "(", "]", "..", "@", ":", "_")
        select scheme + host + end + (end.Length == 0 ? "" : rest);

    [Fact]
    public void The_fast_path_for_a_plain_URL_returns_what_the_full_path_returns()
    {
        var plain = 0;

        Prop.ForAll(Urls.ToArbitrary(), url =>
        {
            if (!LinkTarget.IsPlain(url))
                return;

            plain++;
            LinkTarget.ToHrefOfAny(url, mayHaveSpaces: false).Should().Be(url);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

        plain.Should().BeGreaterThan(100, "otherwise too few URLs were compared");
    }

    [Fact]
    public void The_tree_uses_the_same_string_for_the_text_and_the_href_of_a_bare_plain_URL()
    {
        var link = Markup.Parse("see https://example.org/a?b=c ").Nodes.OfType<MarkupLink>().Single();

        link.Href.Should().BeSameAs(link.Text);
    }

    [Theory]
    [InlineData("https://a", true)]
    [InlineData("http://a.org", true)]
    [InlineData("https://a.org/", true)]
    [InlineData("https://a.org?b", true)]
    [InlineData("https://a.org#b", true)]
    [InlineData("https://a.org/!$&'()*+,;=:@-._~[]09AZ", true)]
    [InlineData("https://", false)]
    [InlineData("https:///", false)]
    [InlineData("https://?", false)]
    [InlineData("HTTPS://a.org", false)]
    [InlineData("mailto:a@b.org", false)]
    [InlineData("a.org", false)]
    [InlineData("https://.a", false)]
    [InlineData("https://a.", false)]
    [InlineData("https://a./", false)]
    [InlineData("https://a..b", false)]
    [InlineData("https://a.Org", false)]
    [InlineData("https://a.org:80", false)]
    [InlineData("https://a.org\\b", false)]
    [InlineData("https://a@b.org", false)]
    [InlineData("https://a.org/%41", false)]
    [InlineData("https://a.org/é", false)]
    public void A_plain_URL_has_a_host_of_letters_and_dots_and_nothing_to_encode(string link, bool isPlain) => LinkTarget.IsPlain(link).Should().Be(isPlain);

    [Fact]
    public void The_host_of_a_plain_URL_has_at_most_63_characters_and_the_URL_at_most_2048()
    {
        LinkTarget.IsPlain("https://" + new string('a', 63)).Should().BeTrue();
        LinkTarget.IsPlain("https://" + new string('a', 64)).Should().BeFalse();
        LinkTarget.IsPlain("https://a.org/".PadRight(2_048, 'x')).Should().BeTrue();
        LinkTarget.IsPlain("https://a.org/".PadRight(2_049, 'x')).Should().BeFalse();
    }

    private static Gen<string> UpTo(int count, params string[] pieces) =>
        from length in Gen.Choose(0, count)
        from chosen in Gen.ArrayOf(Gen.Elements(pieces), length)
        select string.Concat(chosen);
}
