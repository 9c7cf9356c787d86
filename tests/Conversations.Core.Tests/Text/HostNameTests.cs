namespace Conversations.Tests.Text;

public sealed class HostNameTests
{
    private static readonly string _ideographs = string.Concat(Enumerable.Repeat("𠀀", 50));

    [Theory]
    [InlineData("é", "xn--9ca")]
    [InlineData("é.", "xn--9ca.")]
    [InlineData("é.é.", "xn--9ca.xn--9ca.")]
    [InlineData("a.é.b", "a.xn--9ca.b")]
    [InlineData("ab-cé", "xn--ab-c-epa")]
    [InlineData("abc-é", "xn--abc--epa")]
    [InlineData("ก\u0e48\u0e49", "xn--12c6ld")]
    [InlineData("example.org", "example.org")]
    [InlineData("Example..org", "Example..org")]
    public void Only_labels_beyond_ASCII_are_converted(string host, string ascii) => HostName.ToAscii(host).Should().Be(ascii);

    [Theory]
    [InlineData("-é")]
    [InlineData("é-")]
    [InlineData("ab--é")]
    [InlineData("é..")]
    [InlineData(".é")]
    [InlineData("é..a")]
    [InlineData("a é")]
    [InlineData("\u0e31ก")]
    [InlineData("\u0903क")]
    [InlineData("a.\u0e31ก")]
    [InlineData("ก\u0e48\u0e38")]
    public void A_label_that_is_empty_or_has_a_hyphen_or_a_mark_in_the_wrong_place_is_not_converted(string host) =>
        HostName.ToAscii(host).Should().BeNull();

    [Fact]
    public void The_longest_label_has_63_characters_in_ASCII()
    {
        HostName.ToAscii("é" + A(55)).Should().HaveLength(63);
        HostName.ToAscii("é" + A(56)).Should().BeNull();
        HostName.ToAscii("é" + A(62)).Should().BeNull();
        HostName.ToAscii("é" + A(63)).Should().BeNull();
        HostName.ToAscii("é" + A(500)).Should().BeNull();
        HostName.ToAscii($"{A(60)}.é{A(55)}").Should().HaveLength(60 + 1 + 63);
    }

    [Fact]
    public void The_longest_host_has_253_characters_in_ASCII()
    {
        var rest = $"{A(60)}.{A(60)}.{A(60)}.{A(62)}";

        HostName.ToAscii($"é.{rest}").Should().Be($"xn--9ca.{rest}").And.HaveLength(253);
        HostName.ToAscii($"é.{rest}a").Should().BeNull();
    }

    [Fact]
    public void A_host_of_253_UTF_16_units_that_is_shorter_in_ASCII_is_converted() =>
        HostName.ToAscii($"{_ideographs}.{_ideographs}.{A(51)}").Should().StartWith("xn--j50iaaa").And.HaveLength(57 + 1 + 57 + 1 + 51);

    [Theory]
    [InlineData("https://", "")]
    [InlineData("http://", "/")]
    public void A_label_of_63_characters_makes_a_link_and_a_longer_one_does_not(string scheme, string path)
    {
        Links($"{scheme}{A(63)}.org{path}").Should().ContainSingle();
        Links($"{scheme}{A(64)}.org{path}").Should().BeEmpty();
    }

    [Fact]
    public void A_host_of_253_characters_makes_a_link_and_a_longer_one_beyond_ASCII_does_not()
    {
        var rest = $"{A(60)}.{A(60)}.{A(60)}.{A(62)}";

        Links($"https://é.{rest}/").Should().ContainSingle();
        Links($"https://é.{rest}a/").Should().BeEmpty();
    }

    private static string A(int count) => new('a', count);

    private static IEnumerable<string> Links(string text) => Markup.Parse(text).Nodes.OfType<MarkupLink>().Select(link => link.Text);
}
