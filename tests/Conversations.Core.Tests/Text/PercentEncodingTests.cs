using System.Text;

namespace Conversations.Tests.Text;

public sealed class PercentEncodingTests
{
    private const string Kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=";

    [Theory]
    [InlineData("", "")]
    [InlineData(Kept, Kept)]
    [InlineData(" \"<>\\^`{|}\u007f", "%20%22%3C%3E%5C%5E%60%7B%7C%7D%7F")]
    [InlineData("\u0001\n", "%01%0A")]
    [InlineData("é€😀", "%C3%A9%E2%82%AC%F0%9F%98%80")]
    [InlineData("aéb", "a%C3%A9b")]
    public void Characters_that_a_URL_cannot_contain_are_encoded(string text, string encoded) => Encode(text).Should().Be(encoded);

    [Theory]
    [InlineData("%41", "%41")]
    [InlineData("%aF%Fa", "%aF%Fa")]
    [InlineData("%", "%25")]
    [InlineData("%4", "%254")]
    [InlineData("a%4", "a%254")]
    [InlineData("%4g", "%254g")]
    [InlineData("%g4", "%25g4")]
    [InlineData("%gg", "%25gg")]
    [InlineData("%%41", "%25%41")]
    [InlineData("%4é", "%254%C3%A9")]
    public void A_percent_sign_stays_if_two_hexadecimal_digits_follow(string text, string encoded) => Encode(text).Should().Be(encoded);

    [Theory]
    [InlineData("", false)]
    [InlineData(Kept, false)]
    [InlineData("a%41", true)]
    [InlineData("é", true)]
    [InlineData(" ", true)]
    public void Encoding_may_change_a_text_with_any_other_character(string text, bool changes) => PercentEncoding.Changes(text).Should().Be(changes);

    private static string Encode(string text)
    {
        var href = new StringBuilder();
        PercentEncoding.Append(href, text);
        return href.ToString();
    }
}
