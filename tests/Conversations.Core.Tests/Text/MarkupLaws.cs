using System.Xml.Linq;

namespace Conversations.Tests.Text;

/// <summary>Asserts the laws that hold for any text.</summary>
internal static class MarkupLaws
{
    private static readonly HashSet<string> Elements = ["a", "br", "code", "em", "li", "pre", "s", "span", "strong", "ul"];
    private static readonly string[] Schemes = ["https://", "http://", "mailto:"];

    internal static void Hold(string text, MarkupOptions options)
    {
        var tree = Markup.Parse(text, options);

        tree.ToMarkup().Should().Be(text);
        Markup.Parse(tree.ToMarkup(), options).Should().Be(tree);
        HoldForPlainText(text, options, tree);
        HoldForHtml(tree.ToHtml(), text, options);
        HoldForNodes(tree.Nodes, []);
        Markup.ContainsLinkLabel(text).Should().Be(
            Flat(Markup.Parse(text, MarkupOptions.ForApp).Nodes).Any(node => node is MarkupLink { HasLabel: true }));
        Markup.Mentions(text, options).Should().Equal(Flat(tree.Nodes).OfType<MarkupMention>().Select(mention => mention.UserId).Distinct());
    }

    private static void HoldForPlainText(string text, MarkupOptions options, MarkupDocument tree)
    {
        var plain = Markup.ToPlainText(text, options);

        tree.ToPlainText().Should().Be(plain);
        IsSubsequence(plain, text).Should().BeTrue("plain text contains only characters of the text");
        if (plain.Length == text.Length)
            plain.Should().BeSameAs(text);
    }

    private static void HoldForHtml(string html, string text, MarkupOptions options)
    {
        var root = XElement.Parse($"<p>{html}</p>", LoadOptions.PreserveWhitespace);

        foreach (var element in root.Descendants())
        {
            Elements.Should().Contain(element.Name.LocalName);
            var attributes = element.Attributes().Select(attribute => attribute.Name.LocalName);
            attributes.Should().Equal(element.Name.LocalName switch
            {
                "a" => ["href", "rel"],
                "span" => ["class", "data-user-id"],
                _ => [],
            });
            if (element.Name.LocalName == "a")
                HoldForHref(element.Attribute("href")!.Value, text, options);
        }
    }

    private static void HoldForHref(string href, string text, MarkupOptions options)
    {
        Schemes.Should().Contain(scheme => href.StartsWith(scheme, StringComparison.Ordinal), "of '{0}' by {1}", text, options);
        href.All(unit => unit is > ' ' and <= '~' and not ('"' or '<' or '>' or '\\' or '`')).Should().BeTrue("'{0}' is safe", href);
        Uri.TryCreate(href, UriKind.Absolute, out _).Should().BeTrue("'{0}' is a URL", href);
    }

    private static void HoldForNodes(IReadOnlyList<MarkupNode> nodes, MarkupStyle[] path)
    {
        MarkupNode? previous = null;
        foreach (var node in nodes)
        {
            (previous is MarkupText && node is MarkupText).Should().BeFalse("adjacent texts are merged into one");
            previous = node;
            switch (node)
            {
                case MarkupText text:
                    text.Text.Should().NotBeEmpty().And.NotContainAny("\r", "\n");
                    break;
                case MarkupSpan span:
                    path.Should().NotContain(span.Style);
                    span.Children.Should().NotBeEmpty();
                    span.Children.Should().NotContain(child => child is MarkupLineBreak || child is MarkupBullet);
                    HoldForNodes(span.Children, [.. path, span.Style]);
                    break;
                case MarkupBullet bullet:
                    path.Should().BeEmpty();
                    bullet.Children.Should().NotBeEmpty();
                    bullet.Children.Should().NotContain(child => child is MarkupLineBreak || child is MarkupBullet);
                    HoldForNodes(bullet.Children, path);
                    break;
            }
        }
    }

    private static IEnumerable<MarkupNode> Flat(IReadOnlyList<MarkupNode> nodes) => nodes.SelectMany(node => Flat(node switch
    {
        MarkupSpan span => span.Children,
        MarkupBullet bullet => bullet.Children,
        _ => [],
    }).Prepend(node));

    private static bool IsSubsequence(string part, string whole)
    {
        var at = 0;
        foreach (var unit in whole)
        {
            if (at < part.Length && part[at] == unit)
                at++;
        }

        return at == part.Length;
    }
}
