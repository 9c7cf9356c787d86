namespace Conversations.Tests.Text;

/// <summary>Tests where a host ends in a text that goes on without a space.</summary>
public sealed class HostEndTests
{
    private const int None = -1;
    private const int Doubtful = -2;

    [Theory]
    [InlineData("example.comを", 11)]
    [InlineData("example.com한", 11)]
    [InlineData("abc.comを", 7)]
    [InlineData("a.deを", 4)]
    [InlineData("www.example.comを", 15)]
    [InlineData("example.xn--p1aiを", 16)]
    [InlineData("localhostを", 9)]
    [InlineData("LOCALHOSTを", 9)]
    [InlineData("127.0.0.1を", 9)]
    [InlineData("localhost:5000を", 14)]
    [InlineData("example.com:09を", 14)]
    [InlineData("[::1]を", 5)]
    [InlineData("[::1]:80を", 8)]
    public void A_complete_host_ends_before_a_letter_that_cannot_belong_to_it(string text, int end) => BareAuthority.HostEnd(text).Should().Be(end);

    [Theory]
    [InlineData("example.com（を", 11)]
    [InlineData("example.com]を", 11)]
    [InlineData("example.com)", 11)]
    [InlineData("[::1]]を", 5)]
    [InlineData("a.org、「b", 5)]
    [InlineData("a.org、https:", 5)]
    [InlineData("a.org，http:", 5)]
    [InlineData("a.org、mailto:", 5)]
    public void A_complete_host_ends_before_punctuation_that_a_text_follows(string text, int end) => BareAuthority.HostEnd(text).Should().Be(end);

    [Theory]
    [InlineData("を")]
    [InlineData("wwwを")]
    [InlineData("www.abcを")]
    [InlineData("WWW.abcを")]
    [InlineData("a.xを")]
    [InlineData("a.c0mを")]
    [InlineData("localhostsを")]
    [InlineData("alocalhostを")]
    [InlineData("256.1.1.1を")]
    [InlineData("1.2を")]
    [InlineData("1.2.3.0xfを")]
    [InlineData("a.b.c.xを")]
    [InlineData(":8080を")]
    [InlineData(":80.comを")]
    [InlineData("example.com:xを")]
    [InlineData("example.com:8xを")]
    [InlineData("[::1を")]
    [InlineData("[::1]8を")]
    [InlineData("[::1]:xを")]
    [InlineData("example.comя")]
    [InlineData("example.com\u0e31")]
    [InlineData("abc，を")]
    [InlineData("，を")]
    public void A_host_that_is_not_complete_goes_on(string text) => BareAuthority.HostEnd(text).Should().Be(None);

    [Theory]
    [InlineData("a.org、b")]
    [InlineData("a.org、я")]
    [InlineData("a.org()b")]
    [InlineData("a.org、:")]
    [InlineData("a.org、x:")]
    [InlineData("a.org、xhttps:")]
    [InlineData("a.org、https")]
    public void Punctuation_before_other_text_does_not_end_a_host(string text) => BareAuthority.HostEnd(text).Should().Be(None);

    [Theory]
    [InlineData("a.orgを.b", false, Doubtful)]
    [InlineData("a.orgを:8", false, Doubtful)]
    [InlineData("a.orgを:0", false, Doubtful)]
    [InlineData("a.orgを", true, Doubtful)]
    [InlineData("a.orgを:", false, 5)]
    [InlineData("a.orgを:x", false, 5)]
    [InlineData("a.orgを:x8", false, 5)]
    [InlineData("a.orgを、.", false, 5)]
    [InlineData("a.orgを、:8", false, 5)]
    [InlineData("a.orgを、b", true, 5)]
    public void It_is_in_doubt_where_a_host_ends_if_a_dot_a_port_or_the_end_of_the_user_follows(string text, bool isUser, int end) =>
        BareAuthority.HostEnd(text, isUser).Should().Be(end);

    [Theory]
    [InlineData("https://example.comをご覧/下", "https://example.com")]
    [InlineData("https://user@example.comをご覧", "https://user@example.com")]
    [InlineData("https://user:pw@example.com:80をご覧", "https://user:pw@example.com:80")]
    [InlineData("https://example.comを見て、v1.2も", "https://example.com")]
    [InlineData("https://example.com]です", "https://example.com")]
    [InlineData("https://example.xn--p1aiを見て", "https://example.xn--p1ai")]
    [InlineData("https://例え.jp\u3000次", "https://例え.jp")]
    [InlineData("https://例え.jp\u0081次", "https://例え.jp")]
    [InlineData("https://例え.jp 次", "https://例え.jp")]
    [InlineData("https://例え.jp<次", "https://例え.jp")]
    [InlineData("https://例え.jp!?", "https://例え.jp")]
    [InlineData("https://例え.jp」\u2069。", "https://例え.jp")]
    [InlineData("https://例え.jp/a 次", "https://例え.jp/a")]
    [InlineData("https://例え.jp?a", "https://例え.jp?a")]
    [InlineData("https://例え.jp#a", "https://例え.jp#a")]
    [InlineData("https://www.abc日本", "https://www.abc日本")]
    [InlineData("https:// https://a.org", "https://a.org")]
    public void A_bare_URL_with_such_a_host_is_a_link(string text, string link) => Links(text).Should().Equal(link);

    [Theory]
    [InlineData("https://a.org日@ x")]
    [InlineData("https://a.org日@b.org/")]
    [InlineData("https://a.org\u200b/")]
    [InlineData("https://a.org\u2069/b")]
    [InlineData("https://abc，日本")]
    public void A_host_that_may_go_on_or_is_not_valid_is_text(string text) => Links(text).Should().BeEmpty();

    [Fact]
    public void An_authority_of_more_than_512_characters_is_text_up_to_the_end_of_the_URL()
    {
        Links($"https://{new string('é', 511)}(https://a.org").Should().BeEmpty();
        Links($"https://{new string('é', 600)}(https://a.org").Should().BeEmpty();
    }

    [Fact]
    public void A_marker_after_a_host_that_is_not_valid_is_a_marker() =>
        Outline.Of("*https://-é.org* _b_").Should().Be("b('https://-é.org') ' ' i('b')");

    private static IEnumerable<string> Links(string text) => Markup.Parse(text).Nodes.OfType<MarkupLink>().Select(link => link.Text);
}
