namespace Conversations.Tests.Text;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@b.cd", "a@b.cd")]
    [InlineData("A9.b+c_d%e'f-g@h-i.J9", "A9.b+c_d%e'f-g@h-i.J9")]
    [InlineData("...ann@b.org", "ann@b.org")]
    [InlineData("+-_%ann@b.org", "ann@b.org")]
    [InlineData("(ann@b.org)", "ann@b.org")]
    [InlineData("<ann@b.org>", "ann@b.org")]
    [InlineData("ann_@b.org", "ann_@b.org")]
    [InlineData("ann@b.org.", "ann@b.org")]
    [InlineData("ann@b.org.-", "ann@b.org")]
    [InlineData("ann@b.org-", "ann@b.org")]
    [InlineData("ann@b.org_x", "ann@b.org")]
    [InlineData("ann@b.org/x", "ann@b.org")]
    [InlineData("ann@1.b2", "ann@1.b2")]
    [InlineData("請看ann@b.org", null)]
    [InlineData("ann@b.orgまで", "ann@b.org")]
    [InlineData("ann@b.orgまで v1.2", "ann@b.org")]
    [InlineData("ann@b.orgまで\tv1.2", "ann@b.org")]
    [InlineData("ann@b.orgまで\nv1.2", "ann@b.org")]
    [InlineData("ann@b.orgまで\u3000v1.2", "ann@b.org")]
    [InlineData("ann@b.orgまでv1.2", null)]
    [InlineData("ann@b.orgя", null)]
    [InlineData("éann@b.org", null)]
    [InlineData("@ann@b.org", null)]
    [InlineData("ann@b.org@c.org", null)]
    [InlineData("ann.@b.org", null)]
    [InlineData(".@b.org", null)]
    [InlineData("+@b.org", null)]
    [InlineData("@b.org", null)]
    [InlineData(" @b.org", null)]
    [InlineData("ann@", null)]
    [InlineData("ann@.", null)]
    [InlineData("ann@-", null)]
    [InlineData("ann@ b.org", null)]
    [InlineData("ann@b", null)]
    [InlineData("ann@b.", null)]
    [InlineData("ann@.b.org", null)]
    [InlineData("ann@-b.org", null)]
    [InlineData("ann@b-.org", null)]
    [InlineData("ann@b.-org", null)]
    [InlineData("ann@b..org", null)]
    [InlineData("ann@b.1", null)]
    [InlineData("ann@1.2.3.4", null)]
    public void An_address_has_a_local_part_and_a_domain_of_two_labels_or_more(string text, string? address) =>
        Markup.Parse(text).Nodes.OfType<MarkupLink>().Select(link => link.Text).SingleOrDefault().Should().Be(address);

    [Fact]
    public void The_longest_local_part_has_64_characters()
    {
        Outline.Of($"{A(64)}@b.org").Should().Be($"link({A(64)}@b.org → mailto:{A(64)}@b.org)");
        Outline.Of($" {A(64)}@b.org").Should().StartWith("' ' link(");
        Outline.Of($"{A(65)}@b.org").Should().Be($"'{A(65)}@b.org'");
        Outline.Of($"{A(200)}@b.org").Should().Be($"'{A(200)}@b.org'");
    }

    [Fact]
    public void The_longest_domain_has_253_characters()
    {
        var longest = string.Join('.', A(63), A(63), A(63), A(61));

        longest.Should().HaveLength(253);
        Outline.Of($"b@{longest}").Should().Be($"link(b@{longest} → mailto:b@{longest})");
        Outline.Of($"b@{longest}. c").Should().Be($"link(b@{longest} → mailto:b@{longest}) '. c'");
        Outline.Of($"b@{longest}a").Should().Be($"'b@{longest}a'");
        Outline.Of($"b@{longest}.a").Should().Be($"'b@{longest}.a'");
        Outline.Of($"b@{longest}..a").Should().Be($"'b@{longest}..a'");
        Outline.Of($"b@{longest}@c.org").Should().Be($"'b@{longest}@c.org'");
    }

    [Theory]
    [InlineData("*a@b.org*", "b(link(a@b.org → mailto:a@b.org))")]
    [InlineData("a@b.org c@d.org", "link(a@b.org → mailto:a@b.org) ' ' link(c@d.org → mailto:c@d.org)")]
    [InlineData("https://a.org b%c@d.org", "link(https://a.org → https://a.org) ' ' link(b%c@d.org → mailto:b%25c@d.org)")]
    [InlineData("a@b *c* d@e.org", "'a@b ' b('c') ' ' link(d@e.org → mailto:d@e.org)")]
    public void An_address_is_a_link_among_other_text(string text, string outline) => Outline.Of(text).Should().Be(outline);

    private static string A(int count) => new('a', count);
}
