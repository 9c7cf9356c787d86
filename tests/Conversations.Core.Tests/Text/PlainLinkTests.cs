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

    private static Gen<string> UpTo(int count, params string[] pieces) =>
        from length in Gen.Choose(0, count)
        from chosen in Gen.ArrayOf(Gen.Elements(pieces), length)
        select string.Concat(chosen);
}
