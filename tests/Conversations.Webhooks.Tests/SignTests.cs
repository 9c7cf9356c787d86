namespace Conversations.Webhooks;

public sealed class SignTests
{
    [Fact]
    public void Vector_of_the_specification_is_signed_as_published() =>
        StandardWebhook.Sign(Example.Id, Example.Time, Example.Body, Example.Secret).Should().Be(Example.Signature);

    [Fact]
    public void Each_secret_gives_one_signature_in_their_order()
    {
        var other = WebhookSecret.Create();

        StandardWebhook.Sign(Example.Id, Example.Time.AddMilliseconds(999), Example.Body, other, Example.Secret)
            .Should().Be($"{StandardWebhook.Sign(Example.Id, Example.Time, Example.Body, other)} {Example.Signature}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    public void Id_that_could_be_read_in_two_ways_is_refused(string id)
    {
        var sign = () => StandardWebhook.Sign(id, Example.Time, Example.Body, Example.Secret);

        sign.Should().Throw<ArgumentException>().WithParameterName(nameof(id));
    }

    [Fact]
    public void Id_of_256_characters_is_signed_and_one_of_257_is_not()
    {
        var sign = (int length) => StandardWebhook.Sign(new('a', length), Example.Time, Example.Body, Example.Secret);

        sign(256).Should().StartWith("v1,");
        sign.Invoking(one => one(257)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Time_before_1970_and_missing_secrets_are_refused()
    {
        FluentActions.Invoking(() => StandardWebhook.Sign(Example.Id, DateTimeOffset.UnixEpoch.AddTicks(-1), Example.Body, Example.Secret))
            .Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => StandardWebhook.Sign(Example.Id, Example.Time, Example.Body)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => StandardWebhook.Sign(Example.Id, Example.Time, Example.Body, Example.Secret, null!)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => StandardWebhook.Sign(null!, Example.Time, Example.Body, Example.Secret)).Should().Throw<ArgumentNullException>();
    }
}
