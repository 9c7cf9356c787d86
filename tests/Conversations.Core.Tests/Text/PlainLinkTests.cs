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
    public void The_short_cut_for_a_plain_URL_gives_what_the_long_way_gives()
    {
        var plain = 0;

        Prop.ForAll(Urls.ToArbitrary(), url =>
        {
            if (!LinkTarget.IsPlain(url))
                return;

            plain++;
            LinkTarget.ToHrefOfAny(url, mayHaveSpaces: false).Should().Be(url);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

        plain.Should().BeGreaterThan(100, "else nothing was compared");
    }

    [Fact]
    public void A_bare_plain_URL_is_one_string_in_the_tree()
    {
        var link = Markup.Parse("see https://example.org/a?b=c ").Nodes.OfType<MarkupLink>().Single();

        link.Href.Should().BeSameAs(link.Text);
    }

    private static Gen<string> UpTo(int count, params string[] pieces) =>
        from length in Gen.Choose(0, count)
        from chosen in Gen.ArrayOf(Gen.Elements(pieces), length)
        select string.Concat(chosen);
}
