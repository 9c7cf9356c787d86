using System.Globalization;

namespace Conversations.Webhooks;

public sealed class SecretTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(64)]
    public void Secret_of_24_to_64_bytes_is_read_and_revealed(int length)
    {
        var text = $"whsec_{Convert.ToBase64String([.. Enumerable.Range(0, length).Select(i => (byte)i)])}";

        WebhookSecret.Parse(text).Reveal().Should().Be(text);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_is_made_of_24_to_64_bytes(int length, bool isSecret)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var make = () => WebhookSecret.FromBytes(bytes);

        if (isSecret)
            make().Reveal().Should().Be($"whsec_{Convert.ToBase64String(bytes)}");
        else
            make.Should().Throw<ArgumentException>().WithParameterName(nameof(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData(" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    [InlineData("whsec_MfKQ9r8GKYqr TwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8I   \nLPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Text_that_is_no_secret_is_refused_without_being_told(string text)
    {
        WebhookSecret.TryParse(text, out _).Should().BeFalse();

        var error = FluentActions.Invoking(() => WebhookSecret.Parse(text)).Should().Throw<FormatException>().Which;
        if (text.Length > 10)
            error.Message.Should().NotContain(text[7..]);
    }

    [Fact]
    public void Secret_of_65_bytes_and_no_text_are_refused()
    {
        WebhookSecret.TryParse($"whsec_{Convert.ToBase64String(new byte[65])}", out _).Should().BeFalse();
        WebhookSecret.TryParse(null, out _).Should().BeFalse();
    }

    [Fact]
    public void No_text_shows_the_secret()
    {
        var secret = Example.Secret;

        $"{secret}".Should().Be("whsec_***");
        string.Create(CultureInfo.InvariantCulture, $"{new { secret }}").Should().NotContain("MfKQ");
        System.Text.Json.JsonSerializer.Serialize(secret).Should().NotContain("MfKQ");
    }

    [Fact]
    public void Secrets_are_equal_if_their_bytes_are()
    {
        var (one, same, other) = (Example.Secret, WebhookSecret.Parse(Example.Secret.Reveal()), WebhookSecret.Create());

        (one == same).Should().BeTrue();
        (one != other).Should().BeTrue();
        one.Equals((object)same).Should().BeTrue();
        one.GetHashCode().Should().Be(same.GetHashCode());
        (one == null).Should().BeFalse();
        ((WebhookSecret?)null == null).Should().BeTrue();
        WebhookSecret.Create().Should().NotBe(WebhookSecret.Create());
    }
}
